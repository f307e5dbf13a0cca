#pragma once

#include "services/cli/messages.h"

// What `--help` says.
namespace sinergi::cli::help {

inline constexpr Message kProgram{
    "Sinergi's command line: referrals that close their loop, and who is told of them.",
    "Baris perintah Sinergi: rujukan yang selalu sampai pada hasilnya, dan siapa yang diberi "
    "tahu."};
inline constexpr Message kFooter{
    "Start with `sinergi demo`. Exit status: 0 done, 1 refused, 2 wrong command line, 3 no answer.",
    "Mulailah dengan `sinergi demo`. Status akhir: 0 berhasil, 1 ditolak, 2 baris perintah salah, "
    "3 tidak ada jawaban."};
inline constexpr Message kGlobal{
    "Options for every command (--server, --token, --data, --json, --lang, --timeout): sinergi "
    "--help",
    "Opsi untuk semua perintah (--server, --token, --data, --json, --lang, --timeout): sinergi "
    "--help"};
inline constexpr Message kOptions{"Options", "Opsi"};
inline constexpr Message kCommands{"Commands", "Perintah"};
inline constexpr Message kExamples{"Examples", "Contoh"};

// What was wrong with the command line; CLI11's own words follow.
inline constexpr Message kCommandMissing{"A command is missing: {commands}.",
                                         "Perintahnya belum disebut: {commands}."};
inline constexpr Message kSomethingMissing{"Something is missing.", "Ada yang belum diisi."};
inline constexpr Message kSomethingUnknown{
    "There is a word or option that this command does not "
    "know.",
    "Ada kata atau opsi yang tidak dikenal perintah ini."};
inline constexpr Message kValueWrong{"An option has a value that it cannot take.",
                                     "Ada opsi dengan nilai yang tidak dapat diterima."};
inline constexpr Message kNotTogether{"Two of the options do not go together.",
                                      "Ada dua opsi yang tidak dapat dipakai bersama."};
inline constexpr Message kNotUnderstood{"It was not understood.", "Tidak dapat dipahami."};

// Options of every command.
inline constexpr Message kHelp{"Shows this help", "Menampilkan bantuan ini"};
inline constexpr Message kServer{
    "Address of the server, or of each service: referrals=ADDRESS,…;notifications=ADDRESS,…",
    "Alamat server, atau alamat setiap layanan: referrals=ALAMAT,…;notifications=ALAMAT,…"};
inline constexpr Message kToken{"Bearer token; otherwise the one of `sinergi login`",
                                "Token; jika kosong, token dari `sinergi login`"};
inline constexpr Message kCa{
    "PEM file of the authorities that the server's certificate may be of; otherwise the system's",
    "Berkas PEM otoritas sertifikat server; jika kosong, milik sistem"};
inline constexpr Message kCertificate{
    "PEM file with a private key and its certificate, for a server that asks for one",
    "Berkas PEM berisi kunci privat dan sertifikatnya, untuk server yang memintanya"};
inline constexpr Message kData{
    "Directory of the server on this machine, where the login is kept "
    "(default ./var)",
    "Direktori server di mesin ini, tempat login disimpan (bawaan "
    "./var)"};
inline constexpr Message kJson{"Prints answers and errors as JSON",
                               "Menampilkan jawaban dan galat sebagai JSON"};
inline constexpr Message kLang{"Language: en or id", "Bahasa: en atau id"};
inline constexpr Message kTimeout{"Seconds to wait for one answer",
                                  "Lama menunggu satu jawaban, dalam detik"};

// login
inline constexpr Message kLogin{"Logs in on a server of this machine with a development token",
                                "Masuk ke server di mesin ini dengan token pengembangan"};
inline constexpr Message kAs{
    "Role: ibm-agent, facility-officer, office-officer, national-system, operator, investigator or "
    "tat-team",
    "Peran: ibm-agent, facility-officer, office-officer, national-system, operator, investigator, "
    "atau tat-team"};
inline constexpr Message kLoginOffice{"Code of the office one works for",
                                      "Kode kantor tempat bekerja"};
inline constexpr Message kLoginFacility{"Id of the facility one works in",
                                        "Id fasilitas tempat bekerja"};
inline constexpr Message kLoginDeputy{"Deputy whose people one belongs to",
                                      "Deputi yang membawahi"};
inline constexpr Message kLoginAgency{"Code of the partner agency one works for, such as police",
                                      "Kode instansi mitra tempat bekerja, misalnya kepolisian"};
inline constexpr Message kSubject{"Name that evidence records carry (default: $USER)",
                                  "Nama yang tercatat dalam jejak bukti (bawaan: $USER)"};
inline constexpr Message kHours{"How long the token is valid", "Berapa jam token berlaku"};
inline constexpr Message kLogout{"Forgets the login", "Menghapus login"};
inline constexpr Message kWhoAmI{"Shows as whom commands are sent",
                                 "Menampilkan atas nama siapa perintah dikirim"};

// lists
inline constexpr Message kWithinArea{"Only in this area (code)", "Hanya di wilayah ini (kode)"};
inline constexpr Message kOfOffice{"Only of this office (code)", "Hanya milik kantor ini (kode)"};
inline constexpr Message kPageSize{"How many at once", "Jumlah per halaman"};
inline constexpr Message kPageToken{"Where to go on, as the page before said",
                                    "Lanjutan, seperti disebut halaman sebelumnya"};

// referral
inline constexpr Message kReferral{"Referrals: prepare, send, answer, read",
                                   "Rujukan: menyiapkan, mengirim, menjawab, membaca"};
inline constexpr Message kReferralCreate{"Prepares a referral as a draft",
                                         "Menyiapkan rujukan sebagai konsep"};
inline constexpr Message kReferralSend{
    "Sends a draft, or prepares and sends a new referral",
    "Mengirim konsep, atau menyiapkan dan mengirim rujukan baru"};
inline constexpr Message kReferralGet{"Shows a referral; no personal data",
                                      "Menampilkan rujukan; tanpa data pribadi"};
inline constexpr Message kReferralPerson{
    "Shows who is referred; each look is recorded",
    "Menampilkan siapa yang dirujuk; setiap pembacaan dicatat"};
inline constexpr Message kReferralList{"Lists referrals, the newest first",
                                       "Menampilkan rujukan, yang terbaru lebih dulu"};
inline constexpr Message kReferralAccept{"Takes the person on", "Menerima orang yang dirujuk"};
inline constexpr Message kReferralReject{"Declines with a reason", "Menolak dengan alasan"};
inline constexpr Message kReferralComplete{"Reports the outcome; this closes the loop",
                                           "Melaporkan hasil; rujukan pun tuntas"};
inline constexpr Message kReferralWord{"Id, or short reference such as RJ-7K3M-9Q2F",
                                       "Id, atau nomor rujukan seperti RJ-7K3M-9Q2F"};
inline constexpr Message kEtag{"Only if it is still as it was with this etag",
                               "Hanya jika belum berubah sejak etag ini"};
inline constexpr Message kFrom{
    "Sending facility: id or exact name (default: that of the login; without one the office sends)",
    "Fasilitas pengirim: id atau nama persis (bawaan: dari login; jika tidak ada, kantor yang "
    "mengirim)"};
inline constexpr Message kTo{"Receiving facility: id or exact name",
                             "Fasilitas penerima: id atau nama persis"};
inline constexpr Message kPersonArea{"Area code of where the person is to be reached",
                                     "Kode wilayah tempat orangnya dapat ditemui"};
inline constexpr Message kService{
    "What is asked for: screening, brief-intervention, outpatient, inpatient-short, "
    "inpatient-long or aftercare",
    "Layanan yang diminta: screening, brief-intervention, outpatient, inpatient-short, "
    "inpatient-long, atau aftercare"};
inline constexpr Message kPriority{"routine or urgent", "routine atau urgent"};
inline constexpr Message kPersonFile{
    "JSON file with name, nik, phone and note, so that they are not on the command line; - reads "
    "standard input",
    "Berkas JSON berisi name, nik, phone, dan note, agar tidak tampak di baris perintah; - membaca "
    "masukan standar"};
inline constexpr Message kPersonName{"The person's name", "Nama orangnya"};
inline constexpr Message kNik{"Nomor Induk Kependudukan, 16 digits",
                              "Nomor Induk Kependudukan, 16 angka"};
inline constexpr Message kPhone{"How to reach the person", "Nomor telepon orangnya"};
inline constexpr Message kPersonNote{"Words about the person; - reads standard input",
                                     "Catatan tentang orangnya; - membaca masukan standar"};
inline constexpr Message kNote{"Words for the sender; - reads standard input",
                               "Catatan untuk pengirim; - membaca masukan standar"};
inline constexpr Message kConsentGiver{
    "Who consented, when it is recorded at once: person, parent or guardian",
    "Pemberi persetujuan, bila langsung dicatat: person, parent, atau guardian"};
inline constexpr Message kConsentForm{"How: written or recorded", "Caranya: written atau recorded"};
inline constexpr Message kBreakGlass{
    "Shows who is referred though no consent allows it; everybody concerned is told",
    "Menampilkan siapa yang dirujuk tanpa persetujuan; semua pihak terkait diberi tahu"};
inline constexpr Message kBreakGlassReason{"danger-to-person, danger-to-others or legal-order",
                                           "danger-to-person, danger-to-others, atau legal-order"};
inline constexpr Message kJustification{"Why, in words; - reads standard input",
                                        "Alasannya dalam kata-kata; - membaca masukan standar"};
inline constexpr Message kReferralFind{"Finds a person's referrals by NIK; each look is recorded",
                                       "Mencari rujukan seseorang menurut NIK; setiap pencarian "
                                       "dicatat"};
inline constexpr Message kFindNik{"NIK, 16 digits; - reads standard input",
                                  "NIK, 16 angka; - membaca masukan standar"};

// consent
inline constexpr Message kConsentGroup{"What somebody who is referred consented to",
                                       "Persetujuan orang yang dirujuk"};
inline constexpr Message kConsentRecord{"Records a consent; it replaces the one before",
                                        "Mencatat persetujuan; menggantikan yang sebelumnya"};
inline constexpr Message kConsentRevoke{"Ends the consent at once and tells everybody concerned",
                                        "Mencabut persetujuan dan memberi tahu semua pihak "
                                        "terkait"};
inline constexpr Message kConsentList{"Lists the consents of a referral, the latest first",
                                      "Menampilkan persetujuan sebuah rujukan, yang terbaru lebih "
                                      "dulu"};
inline constexpr Message kGivenBy{"Who consented: person, parent or guardian",
                                  "Pemberi persetujuan: person, parent, atau guardian"};
inline constexpr Message kPurpose{"care or aftercare", "care atau aftercare"};
inline constexpr Message kForFacility{
    "Facility that may read: id or exact name, once each (default: both sides)",
    "Fasilitas yang boleh membaca: id atau nama persis, satu per opsi (bawaan: kedua pihak)"};
inline constexpr Message kForOffice{"Office that may read (code), once each",
                                    "Kantor yang boleh membaca (kode), satu per opsi"};
inline constexpr Message kRevocation{"withdrawn or recorded-in-error",
                                     "withdrawn atau recorded-in-error"};
inline constexpr Message kState{
    "Only in this state: draft, sent, received, accepted, in-progress, on-hold, "
    "cancellation-requested, rejected, cancelled, completed, failed or voided",
    "Hanya yang berstatus: draft, sent, received, accepted, in-progress, on-hold, "
    "cancellation-requested, rejected, cancelled, completed, failed, atau voided"};
inline constexpr Message kReason{
    "full, service-not-offered, not-eligible, person-declined or other",
    "full, service-not-offered, not-eligible, person-declined, atau other"};
inline constexpr Message kResult{"finished, left-early or not-reached",
                                 "finished, left-early, atau not-reached"};
inline constexpr Message kGiven{"Service that was given, once each",
                                "Layanan yang diberikan, satu per opsi"};
inline constexpr Message kContacts{"How many meetings or days of care",
                                   "Jumlah pertemuan atau hari perawatan"};

// subscription and watch
inline constexpr Message kSubscription{"What an office wants to be told",
                                       "Apa yang ingin diketahui sebuah kantor"};
inline constexpr Message kSubscriptionCreate{"Begins a subscription", "Memulai langganan"};
inline constexpr Message kSubscriptionGet{"Shows a subscription", "Menampilkan satu langganan"};
inline constexpr Message kSubscriptionFetch{
    "Shows the events of a stretch of numbers",
    "Menampilkan peristiwa dari nomor sekian sampai sekian"};
inline constexpr Message kFromNumber{"First number", "Nomor pertama"};
inline constexpr Message kToNumber{"Last number (default: the first)",
                                   "Nomor terakhir (bawaan: nomor pertama)"};
inline constexpr Message kSubscriptionList{"Lists the office's subscriptions",
                                           "Menampilkan langganan kantor"};
inline constexpr Message kSubscriptionId{"Id of the subscription", "Id langganan"};
inline constexpr Message kDisplayName{"A name for people", "Nama untuk orang"};
inline constexpr Message kSubscriptionOffice{
    "Events that concern this office (default: that of the login)",
    "Peristiwa yang menyangkut kantor ini (bawaan: kantor dari login)"};
inline constexpr Message kType{"Only these events, once each: referral-sent, or a full type",
                               "Hanya peristiwa ini, satu per opsi: referral-sent, atau jenis "
                               "lengkap"};
inline constexpr Message kWatch{
    "Shows events as they happen; survives lost connections without gap or repeat",
    "Menampilkan peristiwa saat terjadi; sambungan putus tidak membuat ada yang hilang atau "
    "berulang"};
inline constexpr Message kWatchId{
    "Id of a subscription; without it, one is found or made for "
    "--office, --area and --type",
    "Id langganan; jika kosong, dicari atau dibuat untuk --office, "
    "--area, dan --type"};
inline constexpr Message kFromToken{"Continue after this resume token",
                                    "Lanjutkan setelah token lanjutan ini"};
inline constexpr Message kStart{
    "beginning or now, where there is no token (default: beginning for "
    "an id, now otherwise)",
    "beginning atau now bila tanpa token (bawaan: beginning untuk id, "
    "selain itu now)"};
inline constexpr Message kCount{"End after so many events", "Berhenti setelah sekian peristiwa"};
inline constexpr Message kStateFile{"File that remembers the last event, to continue exactly there",
                                    "Berkas yang mengingat peristiwa terakhir, untuk melanjutkan "
                                    "tepat dari situ"};

// region, office, events, demo
inline constexpr Message kRegion{"Official areas", "Wilayah administratif"};
inline constexpr Message kAreaCode{"Area code such as 19.04.02.2020",
                                   "Kode wilayah seperti 19.04.02.2020"};
inline constexpr Message kRegionSearch{"Finds areas by the beginning of their name",
                                       "Mencari wilayah menurut awal namanya"};
inline constexpr Message kNamePrefix{"How the name begins", "Awal namanya"};
inline constexpr Message kLevel{"province, regency, district or village",
                                "province, regency, district, atau village"};
inline constexpr Message kMost{"How many at most", "Paling banyak berapa"};
inline constexpr Message kRegionChildren{"Lists what lies directly in an area",
                                         "Menampilkan wilayah langsung di bawahnya"};
inline constexpr Message kParentCode{"Area code; without one, the provinces",
                                     "Kode wilayah; jika kosong, semua provinsi"};
inline constexpr Message kOffice{"BNN's offices", "Kantor BNN"};
inline constexpr Message kOfficeGet{"Shows an office and what it serves",
                                    "Menampilkan kantor dan wilayah layanannya"};
inline constexpr Message kOfficeCode{"Office code such as BNNK-PALOPO",
                                     "Kode kantor seperti BNNK-PALOPO"};
inline constexpr Message kOfficeList{"Lists all offices", "Menampilkan semua kantor"};
inline constexpr Message kEvents{"Published events, for operators",
                                 "Peristiwa yang diterbitkan, untuk operator"};
inline constexpr Message kEventsList{"Lists a service's events, the oldest first",
                                     "Menampilkan peristiwa sebuah layanan, yang terlama lebih "
                                     "dulu"};
inline constexpr Message kEventsRepublish{"Publishes again what happened since a moment",
                                          "Menerbitkan lagi apa yang terjadi sejak suatu waktu"};
inline constexpr Message kOfService{"Which service's", "Milik layanan mana"};
inline constexpr Message kSince{
    "Moment (2026-03-04T05:06:07Z) or how long ago (30m, 24h, 7d)",
    "Waktu (2026-03-04T05:06:07Z) atau berapa lama lalu (30m, 24h, 7d)"};
inline constexpr Message kDemoSilence{
    "A referral that nobody answers, on a server whose deadlines are seconds",
    "Rujukan yang tidak dijawab, pada server yang tenggatnya hitungan detik"};
inline constexpr Message kDemo{"Plays the demonstration against a server on this machine",
                               "Memainkan peragaan dengan server di mesin ini"};

}  // namespace sinergi::cli::help
