#pragma once

#include "services/cli/messages.h"

// What the commands about integrated assessments say.
namespace sinergi::cli {

namespace messages {

inline constexpr Message kTatReference{"Reference", "Nomor permohonan"};
inline constexpr Message kInvestigator{"Investigator", "Penyidik"};
inline constexpr Message kTeam{"Team of", "Tim"};
inline constexpr Message kReceived{"Received", "Diterima"};
inline constexpr Message kCaseNumber{"Case", "Nomor perkara"};
inline constexpr Message kArrested{"Arrested", "Ditangkap"};
inline constexpr Message kReturnNote{"Why given back", "Mengapa dikembalikan"};
inline constexpr Message kRole{"Role", "Peran"};
inline constexpr Message kAddictionLevel{"Level of addiction", "Tingkat kecanduan"};
inline constexpr Message kUsagePattern{"Pattern of use", "Pola pemakaian"};
inline constexpr Message kRecommended{"Rehabilitation", "Rehabilitasi"};
inline constexpr Message kIsRecommended{"recommended", "direkomendasikan"};
inline constexpr Message kIsNotRecommended{"not recommended", "tidak direkomendasikan"};
inline constexpr Message kRehabilitationType{"Type", "Jenis"};
inline constexpr Message kRehabilitationPlace{"Place", "Tempat"};
inline constexpr Message kTatFileWrong{
    "{path} must be a JSON object with the fields that the contract names; see --help.",
    "{path} harus berupa objek JSON dengan isian menurut kontrak; lihat --help."};

}  // namespace messages

namespace help {

inline constexpr Message kTat{"Integrated assessments (TAT) that investigators ask for",
                              "Asesmen terpadu (TAT) atas permohonan penyidik"};
inline constexpr Message kTatSubmit{
    "Asks an office's team to assess somebody in criminal process. FILE.json: name, case_number, "
    "investigator_name; nik, birth_date, arrest_time, investigator_phone, note",
    "Memohon asesmen kepada tim sebuah kantor. FILE.json: name, case_number, investigator_name; "
    "nik, birth_date, arrest_time, investigator_phone, note"};
inline constexpr Message kTatStart{"The team begins", "Tim memulai asesmen"};
inline constexpr Message kTatConclude{
    "The team recommends, to the investigator alone. FILE.json: role, addiction_level, "
    "usage_pattern, rehabilitation (true or false), rehabilitation_type, rehabilitation_place, "
    "note",
    "Tim memberi rekomendasi, hanya kepada penyidik. FILE.json: role, addiction_level, "
    "usage_pattern, rehabilitation (true atau false), rehabilitation_type, rehabilitation_place, "
    "note"};
inline constexpr Message kTatReturn{"The office gives a request back without an assessment",
                                    "Kantor mengembalikan permohonan tanpa asesmen"};
inline constexpr Message kTatWithdraw{"The investigator takes a request back",
                                      "Penyidik menarik permohonan"};
inline constexpr Message kTatGet{"Shows a request; not what it is about",
                                 "Menampilkan permohonan; tanpa isinya"};
inline constexpr Message kTatCase{"Shows who is to be assessed; each look is recorded",
                                  "Menampilkan siapa yang diasesmen; setiap kali tercatat"};
inline constexpr Message kTatRecommendation{"Shows what was recommended; each look is recorded",
                                            "Menampilkan rekomendasi; setiap kali tercatat"};
inline constexpr Message kTatList{"Lists requests, the newest first",
                                  "Menampilkan daftar permohonan, yang terbaru dahulu"};
inline constexpr Message kTatWaiting{
    "Lists what your office owes, the most urgent first",
    "Menampilkan yang menunggu kantor Anda, paling mendesak dahulu"};
inline constexpr Message kTatWord{"Id, or short reference such as TAT-7K3M-9Q2F",
                                  "Id, atau nomor permohonan seperti TAT-7K3M-9Q2F"};
inline constexpr Message kTatOffice{"Office whose team is asked", "Kantor yang timnya dimohon"};
inline constexpr Message kTatFile{"File with the fields as JSON; - reads standard input",
                                  "Berkas isian berbentuk JSON; - membaca masukan standar"};
inline constexpr Message kTatReturnReason{"papers-missing, not-competent or other",
                                          "papers-missing, not-competent, atau other"};
inline constexpr Message kTatReturnNote{"Words for the investigator; - reads standard input",
                                        "Catatan untuk penyidik; - membaca masukan standar"};
inline constexpr Message kTatWithdrawalReason{"no-longer-needed or mistake",
                                              "no-longer-needed atau mistake"};
inline constexpr Message kTatState{
    "Only in this state: submitted, in-assessment, concluded, returned or withdrawn",
    "Hanya yang berstatus: submitted, in-assessment, concluded, returned, atau withdrawn"};

inline constexpr Message kDemoAssessment{
    "An investigator asks for an assessment, and nobody else learns of it",
    "Penyidik memohon asesmen, dan tidak ada pihak lain yang mengetahuinya"};

}  // namespace help

namespace demo {

inline constexpr Message kAssessmentTitle{"Sinergi · an assessment for an investigator",
                                          "Sinergi · asesmen untuk penyidik"};
inline constexpr Message kAssessmentChapter{"Asked, and answered to whoever asked",
                                            "Dimohon, dan dijawab kepada pemohonnya"};
inline constexpr Message kPolice{"Police", "Kepolisian"};
inline constexpr Message kTatTeam{"Assessment team", "Tim asesmen"};
inline constexpr Message kAsksForAssessment{"asks the team of {office} for an assessment",
                                            "memohon asesmen kepada tim {office}"};
inline constexpr Message kAssessmentOwed{"{reference} is owed an answer by {due}: six days",
                                         "{reference} harus dijawab sebelum {due}: enam hari"};
inline constexpr Message kAssessmentApart{
    "Refused: who works on referrals, who would do both, and the team of another office",
    "Ditolak: petugas rujukan, akun yang merangkap keduanya, dan tim kantor lain"};
inline constexpr Message kAssesses{"begins", "memulai asesmen"};
inline constexpr Message kRecommends{"recommends", "memberi rekomendasi"};
inline constexpr Message kReadsRecommendation{"reads what was recommended",
                                              "membaca rekomendasinya"};
inline constexpr Message kRecommendationKnown{
    "The investigator knows; the place that was recommended was told nothing",
    "Penyidik mengetahuinya; tempat yang direkomendasikan tidak diberi tahu"};
inline constexpr Message kRecommendationDiffers{
    "What is read of {reference} is not what was recommended.",
    "Yang terbaca dari {reference} bukan yang direkomendasikan."};
inline constexpr Message kNotRefused{"{caller} was not refused with {reason}.",
                                     "{caller} tidak ditolak dengan {reason}."};

}  // namespace demo

}  // namespace sinergi::cli
