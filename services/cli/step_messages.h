#pragma once

#include "services/cli/messages.h"

// What the help says of the steps of a referral's life.
namespace sinergi::cli::help {

inline constexpr Message kReferralWaiting{"What waits for you, the most urgent first",
                                          "Yang menunggu Anda, yang paling mendesak lebih dulu"};
inline constexpr Message kReferralSession{"Records a session of the service",
                                          "Mencatat satu sesi layanan"};
inline constexpr Message kSessionKind{"service, follow-up or aftercare",
                                      "service, follow-up, atau aftercare"};
inline constexpr Message kSessionTime{"When it was, RFC 3339 (default: now)",
                                      "Waktunya, RFC 3339 (bawaan: sekarang)"};
inline constexpr Message kAttended{"Whether the person came", "Apakah orangnya hadir"};
inline constexpr Message kReferralLetter{
    "The letter of referral to be printed; each one is recorded",
    "Surat rujukan untuk dicetak; setiap pembuatannya dicatat"};
inline constexpr Message kLetterFile{"File that it is written to (default: standard output)",
                                     "Berkas tujuan (bawaan: keluaran standar)"};
inline constexpr Message kReferralFilter{
    "Only those that pass (AIP-160): state, service, priority, legal_basis, risk_level, due_goal, "
    "area_code, sender_office, receiver_office, create_time, due_time and more",
    "Hanya yang lolos (AIP-160): state, service, priority, legal_basis, risk_level, due_goal, "
    "area_code, sender_office, receiver_office, create_time, due_time, dan lainnya"};
inline constexpr Message kBasis{"On what ground: voluntary (default), family-of-minor or court",
                                "Dasar rujukan: voluntary (bawaan), family-of-minor, atau court"};
inline constexpr Message kLegalDocument{"Number and day of the court's ruling; - reads it",
                                        "Nomor dan tanggal putusan; - membacanya"};
inline constexpr Message kOfferTo{
    "Instead of --to, twice or more: facilities of which the first that accepts is the receiver",
    "Sebagai ganti --to, dua kali atau lebih: fasilitas yang pertama menerima menjadi penerima"};
inline constexpr Message kReferralReassign{
    "Gives what was escalated to another receiver",
    "Mengalihkan rujukan yang sudah dieskalasikan ke penerima lain"};
inline constexpr Message kReferralTransfer{
    "Hands the sender's side to another facility or office",
    "Mengalihkan sisi pengirim ke fasilitas atau kantor lain"};
inline constexpr Message kTransferTo{"Facility that is the sender from now on: id or exact name",
                                     "Fasilitas yang menjadi pengirim: id atau nama persis"};
inline constexpr Message kTransferOffice{"Or the office (code)", "Atau kantornya (kode)"};
inline constexpr Message kReferralCandidates{"Who is or was asked at once, and what they said",
                                             "Fasilitas yang ditawari dan jawabannya"};
inline constexpr Message kRouteReason{
    "Why they go where the policy or the receiver's conditions would not have them: "
    "no-other-place, "
    "persons-wish, emergency or clinical-decision",
    "Alasan tujuan di luar kebijakan atau ketentuan penerima: no-other-place, persons-wish, "
    "emergency, atau clinical-decision"};
inline constexpr Message kReplaces{"The referral that came to nothing and that this one replaces",
                                   "Rujukan tanpa hasil yang digantikan oleh rujukan ini"};
inline constexpr Message kPartOf{"The referral that this one goes on from",
                                 "Rujukan yang dilanjutkan oleh rujukan ini"};
inline constexpr Message kSecond{
    "Why the person is sent again though they are on their way: another-service, onward or "
    "another-person",
    "Alasan dirujuk lagi meskipun sudah dirujuk: another-service, onward, atau another-person"};
inline constexpr Message kReferralReceive{"Tells the sender that it has been seen",
                                          "Memberi tahu pengirim bahwa rujukan sudah dilihat"};
inline constexpr Message kReferralStart{"The service begins", "Layanan dimulai"};
inline constexpr Message kReferralHold{"Pauses, with a reason", "Menunda, dengan alasan"};
inline constexpr Message kReferralResume{"Goes on after a pause", "Melanjutkan setelah ditunda"};
inline constexpr Message kReferralAppointment{"Plans an appointment, or says what became of it",
                                              "Merencanakan janji temu, atau mencatat hasilnya"};
inline constexpr Message kReferralFail{"Reports that the service could not be given",
                                       "Melaporkan bahwa layanan tidak dapat diberikan"};
inline constexpr Message kReferralCancel{
    "Withdraws; what is under way is ended by the receiver's answer",
    "Membatalkan; yang sedang berjalan berakhir dengan jawaban penerima"};
inline constexpr Message kReferralConfirmCancellation{
    "Ends what the sender asked to end", "Mengakhiri yang diminta batal oleh pengirim"};
inline constexpr Message kReferralVoid{"Says that it was entered by mistake",
                                       "Menyatakan bahwa rujukan salah dientri"};
inline constexpr Message kHoldReason{
    "person-unavailable, no-place, papers-missing, health or other",
    "person-unavailable, no-place, papers-missing, health, atau other"};
inline constexpr Message kFailureReason{
    "not-reached, person-declined, service-impossible, detained, died or other",
    "not-reached, person-declined, service-impossible, detained, died, atau other"};
inline constexpr Message kCancellationReason{
    "person-declined, served-elsewhere, no-longer-needed or other",
    "person-declined, served-elsewhere, no-longer-needed, atau other"};
inline constexpr Message kStepNote{"Words for the other side; - reads standard input",
                                   "Catatan untuk pihak lain; - membaca masukan standar"};
inline constexpr Message kAppointmentStatus{"scheduled, no-show, cancelled or done",
                                            "scheduled, no-show, cancelled, atau done"};
inline constexpr Message kAppointmentTime{"When it is planned for: 2026-03-04T09:00:00+07:00",
                                          "Waktu yang direncanakan: 2026-03-04T09:00:00+07:00"};

inline constexpr Message kObstacles{"What stood in the way, in words; - reads standard input",
                                    "Kendala, dengan kata-kata; - membaca masukan standar"};
inline constexpr Message kConclusion{"What is concluded, in words; - reads standard input",
                                     "Kesimpulan, dengan kata-kata; - membaca masukan standar"};
inline constexpr Message kFollowUp{
    "What is to follow: none, aftercare, onward-referral, monitoring or other",
    "Tindak lanjut: none, aftercare, onward-referral, monitoring, atau other"};
inline constexpr Message kFollowUpNote{
    "What is to follow, in words; - reads standard input",
    "Tindak lanjut, dengan kata-kata; - membaca masukan standar"};

inline constexpr Message kReferralSessions{"Lists the sessions of a referral, the oldest first",
                                           "Menampilkan sesi sebuah rujukan, yang terlama dahulu"};
inline constexpr Message kReferralWatch{
    "Shows all referrals that you may see, and then each that changes",
    "Menampilkan semua rujukan yang boleh Anda lihat, lalu setiap yang berubah"};
inline constexpr Message kReferralWatchToken{"Go on after this bookmark's resume_token (--json)",
                                             "Lanjutkan setelah resume_token ini (--json)"};
inline constexpr Message kReferralWatchCount{"End after so many referrals",
                                             "Berhenti setelah sekian rujukan"};

}  // namespace sinergi::cli::help
