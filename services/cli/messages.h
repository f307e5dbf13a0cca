#pragma once

#include <string>
#include <string_view>

#include "common/result/error.h"

namespace sinergi::cli {

// A sentence or word in both languages; `{name}` stands for a variable. What the help says is in
// help_messages.h, what the demonstration tells in demo_messages.h.
struct Message {
  std::string_view english;
  std::string_view indonesian;
};

std::string Fill(const Message& message, Language language, const Variables& variables = {});

// What a value of a contract's enum is called: "REFERRAL_STATE_SENT" is "sent". Null when unknown.
const Message* FindLabel(std::string_view enum_value);

// What an event's type is called: "ReferralSent" is "referral sent". Null when unknown.
const Message* FindEventLabel(std::string_view event);

// What an operator does after a failure of this reason or, failing that, this code. Null when there
// is nothing better to say than the error does. Takes the error's variables and {server}.
const Message* FindNextStep(std::string_view reason, std::string_view code);

namespace messages {

// Labels.
inline constexpr Message kReference{"Reference", "Nomor rujukan"};
inline constexpr Message kState{"State", "Status"};
inline constexpr Message kService{"Service", "Layanan"};
inline constexpr Message kServices{"Services", "Layanan"};
inline constexpr Message kPriority{"Priority", "Prioritas"};
inline constexpr Message kSender{"From", "Pengirim"};
inline constexpr Message kReceiver{"To", "Penerima"};
inline constexpr Message kArea{"Area", "Wilayah"};
inline constexpr Message kOffice{"Office", "Kantor"};
inline constexpr Message kOffices{"Offices", "Kantor"};
inline constexpr Message kFacility{"Facility", "Fasilitas"};
inline constexpr Message kDeputy{"Deputy", "Deputi"};
inline constexpr Message kAgency{"Agency", "Instansi"};
inline constexpr Message kCreated{"Created", "Dibuat"};
inline constexpr Message kSent{"Sent", "Dikirim"};
inline constexpr Message kSeen{"Seen", "Dilihat"};
inline constexpr Message kAnswered{"Answered", "Dijawab"};
inline constexpr Message kStarted{"Begun", "Dimulai"};
inline constexpr Message kClosed{"Ended", "Berakhir"};
inline constexpr Message kReplaces{"Replaces", "Menggantikan"};
inline constexpr Message kPartOf{"Goes on from", "Lanjutan dari"};
inline constexpr Message kBasis{"Ground", "Dasar"};
inline constexpr Message kPlaceHeld{"Place", "Tempat"};
inline constexpr Message kDue{"Due", "Tenggat"};
inline constexpr Message kAppointment{"Appointment", "Janji temu"};
inline constexpr Message kHoldNote{"Why paused", "Mengapa ditunda"};
inline constexpr Message kCancellationNote{"Why withdrawn", "Mengapa dibatalkan"};
inline constexpr Message kFailureNote{"Why not given", "Mengapa tidak terlaksana"};
inline constexpr Message kCompleted{"Completed", "Selesai"};
inline constexpr Message kReason{"Reason", "Alasan"};
inline constexpr Message kOutcome{"Outcome", "Hasil"};
inline constexpr Message kContacts{"{count} contacts", "{count} pertemuan"};
inline constexpr Message kPerson{"Person", "Orang"};
inline constexpr Message kName{"Name", "Nama"};
inline constexpr Message kNik{"NIK", "NIK"};
inline constexpr Message kPhone{"Phone", "Telepon"};
inline constexpr Message kBirthDate{"Born", "Lahir"};
inline constexpr Message kSex{"Sex", "Jenis kelamin"};
inline constexpr Message kConsent{"Consent", "Persetujuan"};
inline constexpr Message kNoConsent{"none recorded", "belum dicatat"};
inline constexpr Message kConsentHolds{"{purpose}, by {giver}, {form}; until {until}",
                                       "{purpose}, oleh {giver}, {form}; sampai {until}"};
inline constexpr Message kConsentEnded{"{purpose}, by {giver}, {form}; {reason} on {when}",
                                       "{purpose}, oleh {giver}, {form}; {reason} pada {when}"};
inline constexpr Message kVersion{"Version", "Versi"};
inline constexpr Message kParties{"Who may read", "Yang boleh membaca"};
inline constexpr Message kDoubt{"Please check {field}: {reason}",
                                "Mohon periksa {field}: {reason}"};
inline constexpr Message kWithheld{"withheld: the consent was revoked",
                                   "ditahan: persetujuan telah dicabut"};
inline constexpr Message kNote{"Note", "Catatan"};
inline constexpr Message kRejectionNote{"Why declined", "Mengapa ditolak"};
inline constexpr Message kOutcomeNote{"About the outcome", "Tentang hasilnya"};
inline constexpr Message kOutcomeObstacles{"Obstacles", "Kendala"};
inline constexpr Message kOutcomeConclusion{"Conclusion", "Kesimpulan"};
inline constexpr Message kOutcomeFollowUp{"To follow", "Tindak lanjut"};
inline constexpr Message kKind{"Kind", "Jenis"};
inline constexpr Message kId{"Id", "Id"};
inline constexpr Message kEtag{"Etag", "Etag"};
inline constexpr Message kCode{"Code", "Kode"};
inline constexpr Message kLevel{"Level", "Tingkat"};
inline constexpr Message kZone{"Time zone", "Zona waktu"};
inline constexpr Message kWithin{"Lies in", "Terletak di"};
inline constexpr Message kParent{"Above it", "Kantor di atasnya"};
inline constexpr Message kServes{"Serves", "Melayani"};
inline constexpr Message kSince{"since {day}", "sejak {day}"};
inline constexpr Message kUntil{"until {day}", "sampai {day}"};
inline constexpr Message kTypes{"Events", "Peristiwa"};
inline constexpr Message kEvery{"all", "semua"};
inline constexpr Message kEpoch{"Epoch", "Masa"};
inline constexpr Message kTime{"Time", "Waktu"};
inline constexpr Message kPublished{"published", "diterbitkan"};
inline constexpr Message kWaiting{"waiting", "menunggu"};
inline constexpr Message kEvent{"Event", "Peristiwa"};
inline constexpr Message kSubject{"Subject", "Perihal"};
inline constexpr Message kRegistered{"Registered", "Terdaftar"};
inline constexpr Message kWho{"Name", "Nama"};
inline constexpr Message kRoles{"Roles", "Peran"};
inline constexpr Message kExpires{"Valid until", "Berlaku sampai"};
inline constexpr Message kTokenFrom{"Token from", "Token dari"};
inline constexpr Message kNone{"Nothing found.", "Tidak ada yang ditemukan."};
inline constexpr Message kMorePages{"There is more: add --page-token {token}",
                                    "Masih ada lagi: tambahkan --page-token {token}"};

// What happened.
inline constexpr Message kLoggedIn{"Logged in. This is kept in {path} for {hours} hours.",
                                   "Sudah masuk. Disimpan di {path} selama {hours} jam."};
inline constexpr Message kLoggedOut{"Logged out.", "Sudah keluar."};
inline constexpr Message kNotLoggedIn{"Nobody is logged in.", "Belum ada yang masuk."};
inline constexpr Message kExpired{"This token has expired.", "Token ini sudah kedaluwarsa."};
inline constexpr Message kRepublished{"{count} events will be published again.",
                                      "{count} peristiwa akan diterbitkan lagi."};
inline constexpr Message kWatching{
    "Listening to subscription {id} after event #{number}. Ctrl-C ends it.",
    "Mendengarkan langganan {id} setelah peristiwa #{number}. Ctrl-C mengakhirinya."};
inline constexpr Message kLineLost{
    "The connection is lost. It is tried again, from the last event on.",
    "Sambungan terputus. Dicoba lagi, mulai dari peristiwa terakhir."};
inline constexpr Message kAllThere{"That is all there is; what changes follows. Ctrl-C ends it.",
                                   "Itu semuanya; berikutnya yang berubah. Ctrl-C mengakhirinya."};
inline constexpr Message kAttended{"Attended", "Hadir"};
inline constexpr Message kYes{"yes", "ya"};
inline constexpr Message kNo{"no", "tidak"};
inline constexpr Message kLineBack{"Connected again.", "Tersambung lagi."};
inline constexpr Message kNumbersJump{
    "Event #{number} came where #{expected} was due: the subscription's numbers have a gap.",
    "Peristiwa #{number} datang padahal yang ditunggu #{expected}: nomor langganan tidak urut."};
inline constexpr Message kNewEpoch{"The subscription counts anew (epoch {epoch}).",
                                   "Langganan mulai menghitung dari awal (masa {epoch})."};

// How failures are shown.
inline constexpr Message kFailureLocal{"That did not work", "Tidak berhasil"};
inline constexpr Message kFailureUsage{"The command line cannot be carried out",
                                       "Baris perintah tidak dapat dijalankan"};
inline constexpr Message kFailureRefused{"The server refused", "Server menolak"};
inline constexpr Message kFailureUnreachable{"No answer from {server}",
                                             "Tidak ada jawaban {server}"};
inline constexpr Message kNobodyThere{"Nobody could be reached there.",
                                      "Tidak ada yang dapat dihubungi di sana."};
inline constexpr Message kTooLate{"The answer did not come in time.",
                                  "Jawaban tidak datang pada waktunya."};
inline constexpr Message kFieldsWrong{"Some of what was given is not right:",
                                      "Sebagian isian belum benar:"};
inline constexpr Message kNext{"What to do: ", "Langkah berikutnya: "};
inline constexpr Message kSeeHelp{"`{command} --help` shows options and examples.",
                                  "`{command} --help` menampilkan opsi dan contoh."};
inline constexpr Message kTrace{"Trace: ", "Jejak: "};

// Failures on this machine.
inline constexpr Message kWordUnknown{"{option} does not know \"{word}\". It takes:",
                                      "{option} tidak mengenal \"{word}\". Yang dapat dipakai:"};
inline constexpr Message kOptionNeeded{"{option} is needed here.", "{option} wajib diisi di sini."};
inline constexpr Message kMomentUnreadable{
    "{option} takes a moment such as 2026-03-04T05:06:07Z, or how long ago: 30m, 24h, 7d.",
    "{option} menerima waktu seperti 2026-03-04T05:06:07Z, atau berapa lama lalu: 30m, 24h, 7d."};
inline constexpr Message kTimeUnreadable{
    "{option} takes a time such as 2026-03-04T09:00:00+07:00.",
    "{option} menerima waktu seperti 2026-03-04T09:00:00+07:00."};
inline constexpr Message kNoKey{
    "There is no {path}: no server has been started with this data directory. Start one, or name "
    "its directory with --data.",
    "{path} tidak ada: belum ada server yang dijalankan dengan direktori data ini. Jalankan dulu, "
    "atau sebutkan direktorinya dengan --data."};
inline constexpr Message kLoopbackOnly{
    "Development tokens are for a server on this machine; {server} is another one. Give the token "
    "of your identity provider with --token or SINERGI_TOKEN.",
    "Token pengembangan hanya untuk server di mesin ini; {server} bukan. Berikan token dari "
    "penyedia identitas Anda dengan --token atau SINERGI_TOKEN."};
inline constexpr Message kServerForm{
    "--server {server} is neither an address nor one for each service, as in "
    "referrals=127.0.0.1:7081,127.0.0.1:7082;notifications=127.0.0.1:7091.",
    "--server {server} bukan alamat dan bukan alamat untuk setiap layanan, seperti "
    "referrals=127.0.0.1:7081,127.0.0.1:7082;notifications=127.0.0.1:7091."};
inline constexpr Message kLoginNeeds{"The role {role} works in {option}: give it.",
                                     "Peran {role} bekerja dengan {option}: sebutkan."};
inline constexpr Message kFacilityIdOnly{
    "--facility takes the id of a facility, not \"{word}\"; `sinergi facility list` shows the ids.",
    "--facility menerima id fasilitas, bukan \"{word}\"; `sinergi facility list` menampilkan id."};
inline constexpr Message kLetterWritten{"The letter is in {path}; only you may read it.",
                                        "Surat ada di {path}; hanya Anda yang dapat membacanya."};
inline constexpr Message kFileUnwritable{"{path} cannot be written.",
                                         "{path} tidak dapat ditulis."};
inline constexpr Message kFileUnreadable{"{path} cannot be read.", "{path} tidak dapat dibaca."};
inline constexpr Message kTokenUnreadable{"The token is not a JSON Web Token.",
                                          "Token bukan JSON Web Token."};
inline constexpr Message kPersonFileWrong{
    "{path} must be a JSON object with the texts name, nik, phone and note, and nothing else.",
    "{path} harus berupa objek JSON dengan teks name, nik, phone, dan note saja."};
inline constexpr Message kStateFileWrong{
    "{path} is not a file that `sinergi watch --state` wrote.",
    "{path} bukan berkas yang ditulis `sinergi watch --state`."};
inline constexpr Message kStateOfAnother{
    "{path} belongs to subscription {id}. Name that one, or use another file.",
    "{path} milik langganan {id}. Sebutkan langganan itu, atau pakai berkas lain."};
inline constexpr Message kFacilityNameUnknown{
    "No facility is called exactly \"{name}\". `sinergi facility list` shows names and ids.",
    "Tidak ada fasilitas yang bernama persis \"{name}\". `sinergi facility list` menampilkan nama "
    "dan id."};
inline constexpr Message kFacilityNameTwice{
    "More than one facility is called \"{name}\": {ids}. Give the id.",
    "Lebih dari satu fasilitas bernama \"{name}\": {ids}. Sebutkan id-nya."};
inline constexpr Message kNotBoth{"{option} is for a new referral; {id} exists already.",
                                  "{option} untuk rujukan baru; {id} sudah ada."};

}  // namespace messages
}  // namespace sinergi::cli
