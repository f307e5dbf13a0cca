#pragma once

#include "services/cli/messages.h"

// What the demonstration tells. Its facts are those of a news report of 12 May 2022.
namespace sinergi::cli::demo {

inline constexpr Message kTitle{"Sinergi · a referral that finds its way back",
                                "Sinergi · rujukan yang selalu kembali membawa kabar"};

// Who acts.
inline constexpr Message kOffice{"BNN Kota Pangkalpinang", "BNN Kota Pangkalpinang"};
inline constexpr Message kAgent{"Recovery agent", "Agen pemulihan"};
inline constexpr Message kClinic{"Clinic", "Klinik"};
inline constexpr Message kStranger{"BNN Kota Palopo", "BNN Kota Palopo"};

// The village.
inline constexpr Message kVillageChapter{"The village", "Desanya"};
inline constexpr Message kVillage{
    "From 11 to 13 May 2022 BNN Kota Pangkalpinang trained its people for community-based "
    "intervention (IBM) in the village hall of {village}, {district} district.",
    "Pada 11–13 Mei 2022 BNN Kota Pangkalpinang menggelar bimbingan teknis Intervensi Berbasis "
    "Masyarakat (IBM) di aula kantor desa {village}, Kecamatan {district}."};
inline constexpr Message kBorder{
    "The village ({code}) lies in {regency}, not in the office's own city. That {office} serves it "
    "is a dated row of the jurisdictions; no area code would tell.",
    "Desa itu ({code}) terletak di {regency}, bukan di kota kantor tersebut. Bahwa {office} "
    "melayaninya tercatat sebagai wilayah kerja bertanggal; kode wilayah tidak menunjukkannya."};
inline constexpr Message kServes{"{office} serves {village} today.",
                                 "{office} melayani {village} hari ini."};

// The places.
inline constexpr Message kPlacesChapter{"Two places that help", "Dua tempat yang membantu"};
inline constexpr Message kRegistered{"registers {name} ({area})", "mendaftarkan {name} ({area})"};
inline constexpr Message kFound{"has {name} ({area}) from an earlier run",
                                "sudah memiliki {name} ({area}) dari peragaan sebelumnya"};

// The line.
inline constexpr Message kLineChapter{"The office listens", "Kantor mendengarkan"};
inline constexpr Message kSubscribes{
    "opens a stream of what concerns it in {village}; lines with ┆ below are that stream, live",
    "membuka aliran peristiwa yang menyangkutnya di {village}; baris bertanda ┆ di bawah adalah "
    "aliran itu, langsung"};
inline constexpr Message kLineOpen{"The line is open; the next event will be #{number}.",
                                   "Aliran terbuka; peristiwa berikutnya bernomor #{number}."};

// The first referral.
inline constexpr Message kLoopChapter{"A person is referred", "Seseorang dirujuk"};
inline constexpr Message kSends{
    "writes a referral for a person of the village, with their written consent, and sends it to "
    "the clinic: outpatient care",
    "membuat rujukan untuk seorang warga desa, dengan persetujuan tertulisnya, dan mengirimnya ke "
    "klinik: rawat jalan"};
inline constexpr Message kSeesWaiting{
    "finds {reference} among what waits for it, to be answered by {due}",
    "menemukan {reference} di antara yang menunggu, harus dijawab sebelum {due}"};
inline constexpr Message kReadsPerson{
    "reads who it is; that look is recorded before it is answered (and not printed here)",
    "membaca siapa orangnya; pembacaan itu dicatat sebelum dijawab (dan tidak ditampilkan di "
    "sini)"};
inline constexpr Message kSaysSeen{"says that it has seen it", "menyatakan sudah melihatnya"};
inline constexpr Message kAccepts{"accepts", "menerima"};
inline constexpr Message kPlans{"plans the first appointment", "merencanakan janji temu pertama"};
inline constexpr Message kBegins{"begins the care", "memulai layanan"};
inline constexpr Message kCompletes{
    "gave outpatient care, eight meetings, and reports the outcome",
    "memberi rawat jalan, delapan pertemuan, dan melaporkan hasilnya"};
inline constexpr Message kReadsOutcome{"reads the outcome: {result}, {contacts} meetings",
                                       "membaca hasilnya: {result}, {contacts} pertemuan"};
inline constexpr Message kLoopClosed{
    "The loop is closed: who sent the person knows how it ended, and the office saw each step.",
    "Rujukan tuntas: yang mengirim tahu bagaimana akhirnya, dan kantor melihat setiap langkah."};

// The second referral.
inline constexpr Message kCutChapter{"A refusal, and a line that breaks",
                                     "Sebuah penolakan, dan aliran yang terputus"};
inline constexpr Message kSendsSecond{"sends a second person's referral",
                                      "mengirim rujukan untuk orang kedua"};
inline constexpr Message kLineCut{"The line to the office is cut after #{number}. Nobody listens.",
                                  "Aliran ke kantor diputus setelah #{number}. Tidak ada yang "
                                  "mendengarkan."};
inline constexpr Message kRejects{"declines meanwhile: full, with a note for the agent",
                                  "sementara itu menolak: penuh, dengan catatan untuk agen"};
inline constexpr Message kReadsRefusal{"reads the reason ({reason}) and the clinic's note",
                                       "membaca alasannya ({reason}) dan catatan klinik"};
inline constexpr Message kResumes{"connects again with the token of #{number}",
                                  "tersambung lagi dengan token dari #{number}"};
inline constexpr Message kNothingMissing{
    "What happened while nobody listened has come: #{first} to #{last} without a gap, none twice.",
    "Peristiwa selama aliran terputus sudah tiba: #{first} sampai #{last} tanpa celah, tidak ada "
    "yang dua kali."};
inline constexpr Message kReplayed{
    "Read once more from the start: the same {count} events under the same numbers.",
    "Dibaca sekali lagi dari awal: {count} peristiwa yang sama dengan nomor yang sama."};

// The consent.
inline constexpr Message kConsentChapter{"Consent is withdrawn", "Persetujuan ditarik"};
inline constexpr Message kRevokes{
    "is told that the person of {reference} withdraws their consent, and revokes it",
    "diberi tahu bahwa orang dalam {reference} menarik persetujuannya, lalu mencabutnya"};
inline constexpr Message kReadsAgain{"wants to read once more who it was",
                                     "ingin membaca sekali lagi siapa orangnya"};
inline constexpr Message kWithheld{
    "Nobody reads the person any more, and whoever reads the stream again gets the {count} other "
    "events withheld, under their numbers.",
    "Tidak ada lagi yang membaca data orangnya, dan {count} peristiwa lainnya ditahan bagi siapa "
    "pun yang membaca ulang aliran, dengan nomor yang sama."};

// What is refused.
inline constexpr Message kRefusedChapter{"What is refused", "Yang ditolak"};
inline constexpr Message kMistypes{"mistypes the area: {code}", "salah mengetik wilayah: {code}"};
inline constexpr Message kNearestNamed{"The answer names the nearest area that exists, {nearest}.",
                                       "Jawabannya menyebut wilayah terdekat yang ada, {nearest}."};
inline constexpr Message kLooks{"asks for {reference}, which does not concern it",
                                "meminta {reference}, yang bukan urusannya"};
inline constexpr Message kHidden{
    "Not found: what one may not see is not even confirmed to exist.",
    "Tidak ditemukan: yang tidak boleh dilihat bahkan tidak diakui ada."};

// The referral that nobody answers.
inline constexpr Message kSilenceTitle{"Sinergi · a referral that nobody answers",
                                       "Sinergi · rujukan yang tidak dijawab"};
inline constexpr Message kOfficeCiamis{"BNNK Ciamis", "BNNK Ciamis"};
inline constexpr Message kOfficeAbove{"BNNP Jawa Barat", "BNNP Jawa Barat"};
inline constexpr Message kCiamisChapter{"The units of Ciamis", "Unit-unit di Ciamis"};
inline constexpr Message kCiamisVillages{
    "On 18 and 19 November 2020 BNNK Ciamis trained the recovery agents of three villages at once, "
    "over the network. Here an urgent answer is due within seconds; in an installation, within a "
    "day.",
    "Pada 18–19 November 2020 BNNK Ciamis melatih agen pemulihan tiga desa sekaligus secara "
    "virtual. "
    "Di sini jawaban mendesak jatuh tempo dalam hitungan detik; pada pemasangan sebenarnya, satu "
    "hari."};
inline constexpr Message kSilenceChapter{"Nobody answers", "Tidak ada jawaban"};
inline constexpr Message kSendsUrgent{"sends an urgent referral to {clinic}",
                                      "mengirim rujukan mendesak ke {clinic}"};
inline constexpr Message kSaysNothing{"says nothing", "tidak menjawab"};
inline constexpr Message kEscalated{
    "{reference} was reminded of, was overdue, and stands before the office above.",
    "{reference} sudah diingatkan, melewati tenggat, dan kini dilihat kantor di atasnya."};
inline constexpr Message kReassigns{"gives it to {clinic}, which the consent names",
                                    "mengalihkannya ke {clinic}, yang disebut dalam persetujuan"};
inline constexpr Message kSilenceBroken{
    "The loop is closed all the same: silence helped nobody, and nobody was lost in it.",
    "Rujukan tetap tuntas: diam tidak menolong siapa pun, dan tidak ada yang hilang karenanya."};

// The account.
inline constexpr Message kAccountChapter{"The account", "Ringkasan"};
inline constexpr Message kEventsSeen{"Events the office saw", "Peristiwa yang dilihat kantor"};
inline constexpr Message kEventRange{"{count} (#{first} to #{last})",
                                     "{count} (#{first} sampai #{last})"};
inline constexpr Message kGaps{"Missing or double", "Hilang atau ganda"};
inline constexpr Message kPersonData{"Personal data in the stream", "Data pribadi dalam aliran"};
inline constexpr Message kNone{"none", "tidak ada"};
inline constexpr Message kTook{"Took", "Lama peragaan"};
inline constexpr Message kSeconds{"{seconds} s", "{seconds} detik"};

// When it does not go as it should.
inline constexpr Message kNotSeen{
    "The stream did not show \"{event}\" of {reference} within {seconds} s.",
    "Aliran tidak menampilkan \"{event}\" dari {reference} dalam {seconds} detik."};
inline constexpr Message kLineSilent{"The stream did not open within {seconds} s.",
                                     "Aliran tidak terbuka dalam {seconds} detik."};
inline constexpr Message kNotAsTold{"This should have held and did not: {what}.",
                                    "Ini seharusnya benar, tetapi tidak: {what}."};

// What is checked; shown in kNotAsTold only.
inline constexpr Message kServesCheck{"the office serves the village", "kantor melayani desa itu"};
inline constexpr Message kWaitingCheck{"the clinic sees the referral waiting",
                                       "klinik melihat rujukan menunggu"};
inline constexpr Message kPersonCheck{"the clinic reads the person as the agent wrote them",
                                      "klinik membaca data orang seperti yang ditulis agen"};
inline constexpr Message kOutcomeCheck{"the agent reads the outcome as the clinic gave it",
                                       "agen membaca hasil seperti yang diberikan klinik"};
inline constexpr Message kRefusalCheck{"the agent reads the refusal as the clinic gave it",
                                       "agen membaca penolakan seperti yang diberikan klinik"};
inline constexpr Message kNumbersCheck{"the events are numbered without gap or repeat",
                                       "peristiwa bernomor urut tanpa celah atau ulangan"};
inline constexpr Message kReplayCheck{"reading again shows the same events",
                                      "pembacaan ulang menampilkan peristiwa yang sama"};
inline constexpr Message kClosedCheck{"the clinic may no longer read the person",
                                      "klinik tidak boleh lagi membaca data orangnya"};
inline constexpr Message kWithheldCheck{"the referral's other events are withheld",
                                        "peristiwa lain dari rujukan itu ditahan"};
inline constexpr Message kNearestCheck{
    "the unknown area is refused with the nearest one",
    "wilayah yang tidak dikenal ditolak dengan wilayah terdekat"};
inline constexpr Message kHiddenCheck{"another office is told NOT_FOUND",
                                      "kantor lain mendapat NOT_FOUND"};
inline constexpr Message kPrivacyCheck{"no event carries personal data",
                                       "tidak ada peristiwa yang membawa data pribadi"};

}  // namespace sinergi::cli::demo
