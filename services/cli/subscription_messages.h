#pragma once

#include "services/cli/messages.h"

// What the commands that change subscriptions say.
namespace sinergi::cli {

namespace messages {

inline constexpr Message kFilter{"Filter", "Penyaring"};
inline constexpr Message kSubscriptionEnded{"The subscription has ended.",
                                            "Langganan telah berakhir."};
inline constexpr Message kNothingToChange{
    "Say what is to change: --name, --area, --type, --with-office, --subject, --filter or --clear.",
    "Sebutkan yang diubah: --name, --area, --type, --with-office, --subject, --filter, atau "
    "--clear."};
inline constexpr Message kStartUnreadable{
    "{option} must be now, beginning, a moment such as 2026-03-04T05:06:07Z, or how long ago: 30m, "
    "24h, 7d.",
    "{option} harus berupa now, beginning, waktu seperti 2026-03-04T05:06:07Z, atau lamanya yang "
    "lalu: 30m, 24h, 7d."};

}  // namespace messages

namespace help {

inline constexpr Message kSubscriptionUpdate{
    "Changes what a subscription tells; numbers then begin anew, in a new epoch. --webhook sets "
    "the "
    "webhook with all of its options; numbers go on",
    "Mengubah apa yang diberitahukan; penomoran lalu dimulai lagi dalam masa baru. --webhook "
    "menetapkan webhook beserta semua opsinya; penomoran berlanjut"};
inline constexpr Message kSubscriptionPause{
    "Ends deliveries for a while; what matches meanwhile is numbered and kept",
    "Menghentikan pengiriman untuk sementara; yang cocok tetap dinomori dan disimpan"};
inline constexpr Message kSubscriptionResume{"Lets deliveries go on where they stopped",
                                             "Melanjutkan pengiriman dari tempat berhentinya"};
inline constexpr Message kSubscriptionDelete{"Ends a subscription for good",
                                             "Mengakhiri langganan untuk selamanya"};
inline constexpr Message kSubscriptionAgency{
    "Updates of programmes for this partner agency (default: that of the token, where it names no "
    "office)",
    "Kabar program untuk lembaga mitra ini (bawaan: lembaga dari token yang tidak menyebut "
    "kantor)"};
inline constexpr Message kWithOffice{"Only events that concern this office as well, once each",
                                     "Hanya peristiwa yang juga menyangkut kantor ini, satu per "
                                     "opsi"};
inline constexpr Message kSubscriptionSubject{"Only events of this subject: referrals/ID",
                                              "Hanya peristiwa tentang ini: referrals/ID"};
inline constexpr Message kSubscriptionFilter{
    "Only events that pass, over type, source, subject, area_code, revision, time: "
    "'revision > 1'",
    "Hanya peristiwa yang lolos, menurut type, source, subject, area_code, revision, time: "
    "'revision > 1'"};
inline constexpr Message kCountFrom{
    "Where numbers begin: now, beginning, a moment, or how long ago (30m, 24h, 7d)",
    "Awal penomoran: now, beginning, waktu tertentu, atau lamanya yang lalu (30m, 24h, 7d)"};
inline constexpr Message kClear{"Takes a condition away, once each",
                                "Menghapus sebuah syarat, satu per opsi"};
inline constexpr Message kSubscriptionEtag{"Only if nobody changed it since it showed this",
                                           "Hanya bila belum berubah sejak menampilkan ini"};

}  // namespace help

}  // namespace sinergi::cli
