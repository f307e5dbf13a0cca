#pragma once

#include "services/cli/messages.h"

// What the commands about webhooks and their deliveries say.
namespace sinergi::cli {

namespace messages {

inline constexpr Message kUrl{"URL", "URL"};
inline constexpr Message kWebhookUrlMissing{
    "--full, --signature, --strict-order and --contact go with --webhook.",
    "--full, --signature, --strict-order, dan --contact menyertai --webhook."};
inline constexpr Message kContent{"Content", "Isi"};
inline constexpr Message kSigned{"Signed by", "Ditandatangani dengan"};
inline constexpr Message kStrict{"Order", "Urutan"};
inline constexpr Message kStrictOrder{"strict: a failure holds everything",
                                      "ketat: kegagalan menahan semuanya"};
inline constexpr Message kSubjectOrder{"by subject", "per subjek"};
inline constexpr Message kContact{"Contact", "Kontak"};
inline constexpr Message kRate{"Allowed a minute", "Diizinkan per menit"};
inline constexpr Message kSharedKey{"Shared key (v1)", "Kunci bersama (v1)"};
inline constexpr Message kPublicKey{"Public key (v1a)", "Kunci publik (v1a)"};
inline constexpr Message kSecretUntil{"Until", "Sampai"};
inline constexpr Message kTestDelivered{"The endpoint took the test: {answer}, {duration} ms.",
                                        "Endpoint menerima uji coba: {answer}, {duration} ms."};
inline constexpr Message kTestFailed{"The endpoint did not take the test: {answer}, {duration} ms.",
                                     "Endpoint tidak menerima uji coba: {answer}, {duration} ms."};
inline constexpr Message kNumber{"Number", "Nomor"};
inline constexpr Message kLastNumber{"Latest number", "Nomor terakhir"};
inline constexpr Message kSettledNumber{"Settled up to", "Tuntas sampai"};
inline constexpr Message kWaitingCount{"Waiting", "Menunggu"};
inline constexpr Message kDeadCount{"Given up", "Dihentikan"};
inline constexpr Message kFailuresInARow{"Failures in a row", "Gagal berturut-turut"};
inline constexpr Message kLastAnswer{"Last answer", "Jawaban terakhir"};
inline constexpr Message kLastSuccess{"Last success", "Terakhir berhasil"};
inline constexpr Message kLastFailure{"Last failure", "Terakhir gagal"};
inline constexpr Message kNextTry{"Next try", "Percobaan berikutnya"};
inline constexpr Message kAttempts{"Tries", "Percobaan"};
inline constexpr Message kReplay{"Replay", "Pengiriman ulang"};
inline constexpr Message kFinished{"Finished", "Selesai"};
inline constexpr Message kDuration{"Took (ms)", "Lama (ms)"};
inline constexpr Message kAnswer{"Answer", "Jawaban"};
inline constexpr Message kNever{"never", "belum pernah"};
inline constexpr Message kGoesOn{"goes on", "berjalan"};

}  // namespace messages

namespace help {

inline constexpr Message kWebhook{
    "Post events to this https address, signed as Standard Webhooks say, instead of streaming them",
    "Kirim peristiwa ke alamat https ini, ditandatangani menurut Standard Webhooks, alih-alih "
    "lewat aliran"};
inline constexpr Message kFull{"Post whole events, not their attributes only",
                               "Kirim peristiwa lengkap, bukan hanya atributnya"};
inline constexpr Message kSignature{
    "What signs deliveries; ed25519 by a key of which you know the public half only",
    "Yang menandatangani pengiriman; ed25519 dengan kunci yang hanya bagian publiknya Anda "
    "ketahui"};
inline constexpr Message kStrictFlag{"Let a failure hold all later events",
                                     "Kegagalan menahan semua peristiwa sesudahnya"};
inline constexpr Message kContactOption{"Mailbox that is told when deliveries are given up",
                                        "Kotak surel yang diberi tahu bila pengiriman dihentikan"};
inline constexpr Message kSubscriptionVerify{
    "Asks the webhook's endpoint for its consent; deliveries then begin, or go on",
    "Meminta persetujuan endpoint webhook; pengiriman lalu dimulai atau dilanjutkan"};
inline constexpr Message kSubscriptionTest{"Posts a test to the webhook's endpoint",
                                           "Mengirim uji coba ke endpoint webhook"};
inline constexpr Message kSubscriptionSecret{"Shows what the webhook's signatures are checked with",
                                             "Menampilkan kunci pemeriksa tanda tangan webhook"};
inline constexpr Message kSubscriptionRotate{
    "Makes a new secret; the one before signs beside it for a while",
    "Membuat rahasia baru; yang lama ikut menandatangani untuk sementara"};
inline constexpr Message kOverlap{"For how many hours (default: 24)",
                                  "Selama berapa jam (bawaan: 24)"};
inline constexpr Message kSubscriptionHealth{"Shows how the webhook's deliveries do",
                                             "Menampilkan keadaan pengiriman webhook"};
inline constexpr Message kSubscriptionDeliveries{
    "Lists deliveries that failed: waiting, dead, replayed",
    "Menampilkan pengiriman yang gagal: waiting, dead, replayed"};
inline constexpr Message kDeliveryStateOption{"Only of this state", "Hanya yang berkeadaan ini"};
inline constexpr Message kSubscriptionAttempts{"Lists every try at one event",
                                               "Menampilkan setiap percobaan untuk satu peristiwa"};
inline constexpr Message kEventNumber{"Number of the event", "Nomor peristiwa"};
inline constexpr Message kEventEpoch{"Its epoch (default: 1)", "Masanya (bawaan: 1)"};
inline constexpr Message kSubscriptionReplay{"Posts events again", "Mengirim ulang peristiwa"};
inline constexpr Message kReplayFrom{"From this number", "Mulai nomor ini"};
inline constexpr Message kReplayTo{"Up to this number", "Sampai nomor ini"};
inline constexpr Message kReplaySince{"Received since: a moment, or how long ago (30m, 24h, 7d)",
                                      "Diterima sejak: waktu tertentu, atau lamanya yang lalu "
                                      "(30m, 24h, 7d)"};
inline constexpr Message kReplayId{"This event, once each", "Peristiwa ini, satu per opsi"};
inline constexpr Message kReplayDead{"Only what was given up", "Hanya yang dihentikan"};
inline constexpr Message kSubscriptionReplayGet{"Shows how far a replay has come",
                                                "Menampilkan kemajuan pengiriman ulang"};
inline constexpr Message kReplayIdOf{"Id of the replay", "Id pengiriman ulang"};
inline constexpr Message kSubscriptionMissed{
    "Lists the events that were not delivered, or not acknowledged",
    "Menampilkan peristiwa yang belum terkirim atau belum diakui"};
inline constexpr Message kAfterNumber{"After this number", "Setelah nomor ini"};

}  // namespace help

}  // namespace sinergi::cli
