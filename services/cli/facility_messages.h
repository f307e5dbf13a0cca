#pragma once

#include "services/cli/messages.h"

// What commands about facilities say, and their help.
namespace sinergi::cli {
namespace messages {

inline constexpr Message kNearness{"Nearness", "Jarak"};
inline constexpr Message kPlaces{"Places", "Tempat"};
inline constexpr Message kFreeOf{"{free} of {places} free", "{free} dari {places} kosong"};
inline constexpr Message kWaitingFor{"{count} waiting", "{count} menunggu"};
inline constexpr Message kNotCounted{"not counted", "tidak dihitung"};
inline constexpr Message kPlacesOf{"{count} places", "{count} tempat"};
inline constexpr Message kWaitingListKept{"waiting list", "daftar tunggu"};
inline constexpr Message kAges{"ages {ages}", "usia {ages}"};
inline constexpr Message kServiceForm{
    "--service {word} cannot be read. Write a service alone, or with what it needs after a colon: "
    "inpatient-long:places=20,waiting-list,age=17-45,level=berat.",
    "--service {word} tidak dapat dibaca. Tulis layanannya saja, atau dengan ketentuannya setelah "
    "titik dua: inpatient-long:places=20,waiting-list,age=17-45,level=berat."};

inline constexpr Message kScoreForm{
    "--score {word} cannot be read. Write a substance of ASSIST and its score: amphetamines=28.",
    "--score {word} tidak dapat dibaca. Tulis zat menurut ASSIST dan skornya: amphetamines=28."};
inline constexpr Message kPolicy{"Policy", "Kebijakan"};
inline constexpr Message kRiskLevel{"Risk", "Risiko"};
inline constexpr Message kLevelScored{"{level}, by the scores' bands of {edition}",
                                      "{level}, menurut rentang skor {edition}"};
inline constexpr Message kRouteNamed{"named by the rule of {edition}",
                                     "tujuan menurut aturan {edition}"};
inline constexpr Message kRouteNotNamed{"not named by the rule of {edition}",
                                        "bukan tujuan menurut aturan {edition}"};
inline constexpr Message kRouteSilent{"the rule says nothing", "tidak diatur"};

}  // namespace messages

namespace help {

inline constexpr Message kFacility{"Places that send and receive referrals",
                                   "Tempat yang mengirim dan menerima rujukan"};
inline constexpr Message kFacilityRegister{"Enters a facility into the directory",
                                           "Mendaftarkan fasilitas"};
inline constexpr Message kFacilityGet{"Shows a facility", "Menampilkan satu fasilitas"};
inline constexpr Message kFacilityList{"Lists facilities by name",
                                       "Menampilkan fasilitas menurut nama"};
inline constexpr Message kFacilitySearch{"Searches outward from an area, the nearest first",
                                         "Mencari mulai dari suatu wilayah, yang terdekat dulu"};
inline constexpr Message kFacilityPlaces{"Shows how full a facility is at this moment",
                                         "Menampilkan keterisian fasilitas pada saat ini"};
inline constexpr Message kFacilityServices{"Sets all that a facility offers",
                                           "Menetapkan semua layanan suatu fasilitas"};
inline constexpr Message kFacilityClose{"Takes no new referrals from now on",
                                        "Tidak menerima rujukan baru mulai sekarang"};
inline constexpr Message kFacilityReopen{"Takes referrals again", "Menerima rujukan kembali"};
inline constexpr Message kFacilityWord{"Id or exact name", "Id atau nama persis"};
inline constexpr Message kKind{
    "ibm-unit, klinik-pratama, klinik-utama, balai-besar-rehabilitasi, balai-rehabilitasi, "
    "loka-rehabilitasi, ipwl-puskesmas, ipwl-rumah-sakit, ipwl-lembaga-rehabilitasi or "
    "rumah-damping",
    "ibm-unit, klinik-pratama, klinik-utama, balai-besar-rehabilitasi, balai-rehabilitasi, "
    "loka-rehabilitasi, ipwl-puskesmas, ipwl-rumah-sakit, ipwl-lembaga-rehabilitasi, atau "
    "rumah-damping"};
inline constexpr Message kFacilityName{"Its name", "Namanya"};
inline constexpr Message kFacilityArea{"Area code of where it stands", "Kode wilayah tempatnya"};
inline constexpr Message kFacilityOffice{"Office it belongs to (default: that of the login)",
                                         "Kantor pemiliknya (bawaan: kantor dari login)"};
inline constexpr Message kServices{
    "What it offers, once each: screening, brief-intervention, outpatient, inpatient-short, "
    "inpatient-long, aftercare; after a colon places=20, waiting-list, age=17-45, level=berat",
    "Layanannya, satu per opsi: screening, brief-intervention, outpatient, inpatient-short, "
    "inpatient-long, aftercare; setelah titik dua places=20, waiting-list, age=17-45, level=berat"};
inline constexpr Message kSearchArea{"Area code of where the person is to be reached",
                                     "Kode wilayah tempat orang itu dapat ditemui"};
inline constexpr Message kSearchService{"Only those that give this service",
                                        "Hanya yang memberi layanan ini"};
inline constexpr Message kSearchAge{"Only those for people of this age",
                                    "Hanya yang untuk orang seusia ini"};
inline constexpr Message kSearchLevel{"Only those for this risk level: ringan, sedang or berat",
                                      "Hanya yang untuk tingkat risiko ini: ringan, sedang, atau "
                                      "berat"};
inline constexpr Message kSearchWithPlaces{
    "yes: only where somebody can begin now or wait for a place",
    "yes: hanya yang dapat dimulai sekarang atau memiliki daftar tunggu"};

inline constexpr Message kFacilitySuggest{
    "Suggests where somebody of a risk level can go, the best first",
    "Menyarankan tujuan untuk suatu tingkat risiko, yang terbaik dulu"};
inline constexpr Message kScore{"ASSIST score of a substance, once for each: amphetamines=28",
                                "Skor ASSIST suatu zat, satu per opsi: amphetamines=28"};
inline constexpr Message kUsagePattern{"How they use: coba-pakai or teratur-pakai",
                                       "Pola pakai: coba-pakai atau teratur-pakai"};
inline constexpr Message kInjected{"Whether they injected in the last three months",
                                   "Apakah menyuntik dalam tiga bulan terakhir"};
inline constexpr Message kRiskLevelStated{
    "Risk level where it is known without scores: ringan, sedang, berat",
    "Tingkat risiko bila diketahui tanpa skor: ringan, sedang, berat"};
inline constexpr Message kMostSuggestions{"How many at most", "Jumlah paling banyak"};

}  // namespace help
}  // namespace sinergi::cli
