#include "services/cli/messages.h"

#include <array>
#include <utility>

namespace sinergi::cli {
namespace {

using Entry = std::pair<std::string_view, Message>;

constexpr std::array kLabels{
    Entry{"REFERRAL_STATE_DRAFT", {"draft", "konsep"}},
    Entry{"REFERRAL_STATE_SENT", {"sent", "terkirim"}},
    Entry{"REFERRAL_STATE_ACCEPTED", {"accepted", "diterima"}},
    Entry{"REFERRAL_STATE_REJECTED", {"rejected", "ditolak"}},
    Entry{"REFERRAL_STATE_COMPLETED", {"completed", "selesai"}},
    Entry{"REFERRAL_STATE_RECEIVED", {"seen", "sudah dilihat"}},
    Entry{"REFERRAL_STATE_IN_PROGRESS", {"in progress", "sedang dilayani"}},
    Entry{"REFERRAL_STATE_ON_HOLD", {"on hold", "ditunda"}},
    Entry{"REFERRAL_STATE_CANCELLATION_REQUESTED", {"asked to end", "diminta batal"}},
    Entry{"REFERRAL_STATE_CANCELLED", {"cancelled", "dibatalkan"}},
    Entry{"REFERRAL_STATE_FAILED", {"failed", "tidak terlaksana"}},
    Entry{"REFERRAL_STATE_VOIDED", {"entered by mistake", "salah entri"}},
    Entry{"REFERRAL_PRIORITY_ROUTINE", {"routine", "biasa"}},
    Entry{"REFERRAL_PRIORITY_URGENT", {"urgent", "segera"}},
    Entry{"REJECTION_REASON_FULL", {"full", "penuh"}},
    Entry{"REJECTION_REASON_SERVICE_NOT_OFFERED",
          {"service not offered", "layanan tidak tersedia"}},
    Entry{"REJECTION_REASON_NOT_ELIGIBLE", {"not eligible", "tidak memenuhi syarat"}},
    Entry{"REJECTION_REASON_PERSON_DECLINED", {"person declined", "yang dirujuk tidak bersedia"}},
    Entry{"REJECTION_REASON_OTHER", {"other", "lainnya"}},
    Entry{"SECOND_REFERRAL_REASON_ANOTHER_SERVICE", {"another service", "layanan lain"}},
    Entry{"SECOND_REFERRAL_REASON_ONWARD", {"sent on", "rujukan lanjutan"}},
    Entry{"SECOND_REFERRAL_REASON_ANOTHER_PERSON", {"another person", "orang lain"}},
    Entry{"HOLD_REASON_PERSON_UNAVAILABLE", {"person unavailable", "orangnya berhalangan"}},
    Entry{"HOLD_REASON_NO_PLACE", {"no place yet", "belum ada tempat"}},
    Entry{"HOLD_REASON_PAPERS_MISSING", {"papers missing", "berkas belum lengkap"}},
    Entry{"HOLD_REASON_HEALTH", {"health first", "kesehatan didahulukan"}},
    Entry{"HOLD_REASON_OTHER", {"other", "lainnya"}},
    Entry{"CANCELLATION_REASON_PERSON_DECLINED", {"person declined", "orangnya tidak bersedia"}},
    Entry{"CANCELLATION_REASON_SERVED_ELSEWHERE", {"served elsewhere", "dilayani di tempat lain"}},
    Entry{"CANCELLATION_REASON_NO_LONGER_NEEDED", {"no longer needed", "tidak diperlukan lagi"}},
    Entry{"CANCELLATION_REASON_OTHER", {"other", "lainnya"}},
    Entry{"FAILURE_REASON_NOT_REACHED", {"not reached", "tidak terjangkau"}},
    Entry{"FAILURE_REASON_PERSON_DECLINED", {"person declined", "orangnya tidak bersedia"}},
    Entry{"FAILURE_REASON_SERVICE_IMPOSSIBLE",
          {"service impossible", "layanan tidak dapat diberikan"}},
    Entry{"FAILURE_REASON_DETAINED", {"detained", "ditahan"}},
    Entry{"FAILURE_REASON_DIED", {"died", "meninggal dunia"}},
    Entry{"FAILURE_REASON_OTHER", {"other", "lainnya"}},
    Entry{"APPOINTMENT_STATUS_SCHEDULED", {"planned", "direncanakan"}},
    Entry{"APPOINTMENT_STATUS_NO_SHOW", {"did not come", "tidak hadir"}},
    Entry{"APPOINTMENT_STATUS_CANCELLED", {"cancelled", "dibatalkan"}},
    Entry{"APPOINTMENT_STATUS_DONE", {"took place", "terlaksana"}},
    Entry{"DUE_GOAL_ANSWER", {"the answer", "jawaban"}},
    Entry{"DUE_GOAL_CONTACT", {"the beginning", "mulainya layanan"}},
    Entry{"DUE_GOAL_OUTCOME", {"the outcome", "hasil layanan"}},
    Entry{"DUE_GOAL_CANCELLATION", {"the answer to the cancellation", "jawaban pembatalan"}},
    Entry{"OUTCOME_RESULT_FINISHED", {"finished", "tuntas"}},
    Entry{"OUTCOME_RESULT_LEFT_EARLY", {"left early", "berhenti sebelum selesai"}},
    Entry{"OUTCOME_RESULT_NOT_REACHED", {"not reached", "tidak terjangkau"}},
    Entry{"FACILITY_KIND_IBM_UNIT", {"IBM unit", "unit IBM"}},
    Entry{"FACILITY_KIND_KLINIK_PRATAMA", {"klinik pratama", "klinik pratama"}},
    Entry{"FACILITY_KIND_KLINIK_UTAMA", {"klinik utama", "klinik utama"}},
    Entry{"FACILITY_KIND_BALAI_REHABILITASI", {"rehabilitation centre", "balai rehabilitasi"}},
    Entry{"FACILITY_KIND_IPWL_PUSKESMAS", {"IPWL: puskesmas", "IPWL: puskesmas"}},
    Entry{"FACILITY_KIND_BALAI_BESAR_REHABILITASI",
          {"main rehabilitation centre", "balai besar rehabilitasi"}},
    Entry{"FACILITY_KIND_LOKA_REHABILITASI", {"loka rehabilitasi", "loka rehabilitasi"}},
    Entry{"FACILITY_KIND_IPWL_RUMAH_SAKIT", {"IPWL: hospital", "IPWL: rumah sakit"}},
    Entry{"FACILITY_KIND_IPWL_LEMBAGA_REHABILITASI",
          {"IPWL: rehabilitation institution", "IPWL: lembaga rehabilitasi"}},
    Entry{"FACILITY_KIND_RUMAH_DAMPING", {"aftercare house", "rumah damping"}},
    Entry{"FACILITY_SERVICE_SCREENING", {"screening", "skrining"}},
    Entry{"FACILITY_SERVICE_BRIEF_INTERVENTION", {"brief intervention", "intervensi singkat"}},
    Entry{"FACILITY_SERVICE_OUTPATIENT", {"outpatient", "rawat jalan"}},
    Entry{"FACILITY_SERVICE_INPATIENT_SHORT", {"inpatient, short", "rawat inap jangka pendek"}},
    Entry{"FACILITY_SERVICE_INPATIENT_LONG", {"inpatient, long", "rawat inap jangka panjang"}},
    Entry{"FACILITY_SERVICE_AFTERCARE", {"aftercare", "bina lanjut"}},
    Entry{"FACILITY_STATE_OPEN", {"open", "buka"}},
    Entry{"FACILITY_STATE_CLOSED", {"closed", "tutup"}},
    Entry{"RISK_LEVEL_RINGAN", {"ringan", "ringan"}},
    Entry{"RISK_LEVEL_SEDANG", {"sedang", "sedang"}},
    Entry{"RISK_LEVEL_BERAT", {"berat", "berat"}},
    Entry{"AVAILABILITY_OPEN", {"open", "tersedia"}},
    Entry{"AVAILABILITY_FULL", {"full", "penuh"}},
    Entry{"AVAILABILITY_WAITING_LIST", {"waiting list", "daftar tunggu"}},
    Entry{"NEARNESS_VILLAGE", {"same village", "desa yang sama"}},
    Entry{"NEARNESS_DISTRICT", {"same district", "kecamatan yang sama"}},
    Entry{"NEARNESS_REGENCY", {"same regency", "kabupaten/kota yang sama"}},
    Entry{"NEARNESS_PROVINCE", {"same province", "provinsi yang sama"}},
    Entry{"NEARNESS_NATION", {"elsewhere", "di luar provinsi"}},
    Entry{"PLACE_STATUS_HELD", {"has a place", "mendapat tempat"}},
    Entry{"PLACE_STATUS_WAITING", {"waits for a place", "menunggu tempat"}},
    Entry{"ROUTE_REASON_NO_OTHER_PLACE", {"no other place", "tidak ada tempat lain"}},
    Entry{"ROUTE_REASON_PERSONS_WISH", {"the person's wish", "keinginan yang bersangkutan"}},
    Entry{"ROUTE_REASON_EMERGENCY", {"emergency", "keadaan darurat"}},
    Entry{"ROUTE_REASON_CLINICAL_DECISION", {"clinical decision", "keputusan tim klinis"}},
    Entry{"USAGE_PATTERN_COBA_PAKAI", {"coba pakai", "coba pakai"}},
    Entry{"USAGE_PATTERN_TERATUR_PAKAI", {"teratur pakai", "teratur pakai"}},
    Entry{"ASSIST_SUBSTANCE_TOBACCO", {"tobacco", "tembakau"}},
    Entry{"ASSIST_SUBSTANCE_ALCOHOL", {"alcohol", "alkohol"}},
    Entry{"ASSIST_SUBSTANCE_CANNABIS", {"cannabis", "ganja"}},
    Entry{"ASSIST_SUBSTANCE_COCAINE", {"cocaine", "kokain"}},
    Entry{"ASSIST_SUBSTANCE_AMPHETAMINES", {"amphetamines", "amfetamin"}},
    Entry{"ASSIST_SUBSTANCE_INHALANTS", {"inhalants", "inhalan"}},
    Entry{"ASSIST_SUBSTANCE_SEDATIVES", {"sedatives", "sedatif"}},
    Entry{"ASSIST_SUBSTANCE_HALLUCINOGENS", {"hallucinogens", "halusinogen"}},
    Entry{"ASSIST_SUBSTANCE_OPIOIDS", {"opioids", "opioid"}},
    Entry{"ASSIST_SUBSTANCE_OTHER", {"another substance", "zat lain"}},
    Entry{"SESSION_KIND_SERVICE", {"session", "sesi layanan"}},
    Entry{"SESSION_KIND_FOLLOW_UP", {"follow-up", "pemantauan"}},
    Entry{"SESSION_KIND_AFTERCARE", {"aftercare", "bina lanjut"}},
    Entry{"LEGAL_BASIS_VOLUNTARY", {"voluntary", "sukarela"}},
    Entry{"LEGAL_BASIS_FAMILY_OF_MINOR", {"a minor's family", "keluarga anak"}},
    Entry{"LEGAL_BASIS_COURT", {"a court's ruling", "putusan pengadilan"}},
    Entry{"CANDIDATE_STATE_ASKED", {"asked", "ditawari"}},
    Entry{"CANDIDATE_STATE_DECLINED", {"declined", "menolak"}},
    Entry{"CANDIDATE_STATE_TOOK", {"took it", "menerima"}},
    Entry{"CANDIDATE_STATE_MISSED", {"missed it", "terlambat"}},
    Entry{"CONSENT_PURPOSE_CARE", {"care", "layanan"}},
    Entry{"CONSENT_PURPOSE_AFTERCARE", {"aftercare", "bina lanjut"}},
    Entry{"CONSENT_GIVER_PERSON", {"the person", "yang bersangkutan"}},
    Entry{"CONSENT_GIVER_PARENT", {"a parent", "orang tua"}},
    Entry{"CONSENT_GIVER_GUARDIAN", {"a guardian", "wali"}},
    Entry{"CONSENT_FORM_WRITTEN", {"written", "tertulis"}},
    Entry{"CONSENT_FORM_RECORDED", {"recorded", "terekam"}},
    Entry{"CONSENT_REVOCATION_REASON_WITHDRAWN", {"withdrawn", "ditarik"}},
    Entry{"CONSENT_REVOCATION_REASON_RECORDED_IN_ERROR", {"recorded in error", "salah catat"}},
    Entry{"BREAK_GLASS_REASON_DANGER_TO_PERSON", {"danger to the person", "bahaya bagi orangnya"}},
    Entry{"BREAK_GLASS_REASON_DANGER_TO_OTHERS", {"danger to others", "bahaya bagi orang lain"}},
    Entry{"BREAK_GLASS_REASON_LEGAL_ORDER", {"legal order", "perintah hukum"}},
    Entry{"SEX_FEMALE", {"female", "perempuan"}},
    Entry{"SEX_MALE", {"male", "laki-laki"}},
    Entry{"REGION_LEVEL_PROVINCE", {"province", "provinsi"}},
    Entry{"REGION_LEVEL_REGENCY", {"regency or city", "kabupaten/kota"}},
    Entry{"REGION_LEVEL_DISTRICT", {"district", "kecamatan"}},
    Entry{"REGION_LEVEL_VILLAGE", {"village", "desa/kelurahan"}},
};

constexpr std::array kEventLabels{
    Entry{"FacilityRegistered", {"facility registered", "fasilitas didaftarkan"}},
    Entry{"ReferralCreated", {"referral drafted", "konsep rujukan dibuat"}},
    Entry{"ReferralSent", {"referral sent", "rujukan dikirim"}},
    Entry{"ReferralAccepted", {"referral accepted", "rujukan diterima"}},
    Entry{"SessionRecorded", {"session recorded", "sesi dicatat"}},
    Entry{"OfferDeclined", {"offer declined", "tawaran ditolak"}},
    Entry{"ReferralReassigned", {"referral reassigned", "rujukan dialihkan"}},
    Entry{"ReferralTransferred", {"referral handed over", "pengirim berganti"}},
    Entry{"FacilityServicesChanged", {"services changed", "layanan berubah"}},
    Entry{"FacilityClosed", {"facility closed", "fasilitas tutup"}},
    Entry{"FacilityReopened", {"facility open again", "fasilitas buka kembali"}},
    Entry{"ReferralRejected", {"referral rejected", "rujukan ditolak"}},
    Entry{"ReferralReceived", {"referral seen", "rujukan dilihat"}},
    Entry{"ReferralStarted", {"service begun", "layanan dimulai"}},
    Entry{"ReferralHeld", {"referral on hold", "rujukan ditunda"}},
    Entry{"ReferralResumed", {"referral resumed", "rujukan dilanjutkan"}},
    Entry{"AppointmentRecorded", {"appointment", "janji temu"}},
    Entry{"ReferralFailed", {"service not given", "layanan tidak terlaksana"}},
    Entry{"CancellationRequested", {"cancellation requested", "pembatalan diminta"}},
    Entry{"ReferralCancelled", {"referral cancelled", "rujukan dibatalkan"}},
    Entry{"ReferralVoided", {"entered by mistake", "salah entri"}},
    Entry{"ReferralReminded", {"reminder", "pengingat"}},
    Entry{"ReferralOverdue", {"overdue", "lewat tenggat"}},
    Entry{"ReferralEscalated", {"escalated", "diteruskan ke atasan"}},
    Entry{"ReferralCompleted", {"referral completed", "rujukan selesai"}},
    Entry{"ConsentRecorded", {"consent recorded", "persetujuan dicatat"}},
    Entry{"ConsentRevoked", {"consent revoked", "persetujuan dicabut"}},
    Entry{"GlassBroken", {"emergency access", "akses darurat"}},
};

constexpr Message kLogIn{
    "log in with `sinergi login --as ROLE …` (`sinergi login --help` lists the roles), or give a "
    "fresh token with --token.",
    "masuk dengan `sinergi login --as PERAN …` (`sinergi login --help` menampilkan perannya), atau "
    "berikan token baru dengan --token."};
constexpr Message kSeeReferral{
    "see where it stands with `sinergi referral get`, or what waits with `sinergi referral list`.",
    "lihat keadaannya dengan `sinergi referral get`, atau yang menunggu dengan `sinergi referral "
    "list`."};
constexpr Message kSeeFacilities{
    "`sinergi facility list` shows the facilities and what they offer.",
    "`sinergi facility list` menampilkan fasilitas beserta layanannya."};
constexpr Message kFindArea{
    "find the area with `sinergi region search NAME` or `sinergi region children CODE`.",
    "cari wilayahnya dengan `sinergi region search NAMA` atau `sinergi region children KODE`."};
constexpr Message kOtherRole{
    "`sinergi whoami` shows who you are now; log in as somebody who may.",
    "`sinergi whoami` menampilkan Anda masuk sebagai siapa; masuklah dengan peran yang berhak."};
constexpr Message kRecordConsent{
    "`sinergi consent list REFERRAL` shows what was consented to; `sinergi consent record` records "
    "a new one.",
    "`sinergi consent list RUJUKAN` menampilkan persetujuannya; `sinergi consent record` mencatat "
    "yang baru."};
constexpr Message kSayWhySecond{
    "`sinergi referral send … --second REASON` sends it all the same; --help lists the reasons.",
    "`sinergi referral send … --second ALASAN` tetap mengirimnya; --help menampilkan alasannya."};
constexpr Message kTryLater{"try again a little later.", "coba lagi sebentar lagi."};
constexpr Message kListAnew{"list again without --page-token.",
                            "tampilkan daftar lagi tanpa --page-token."};
constexpr Message kWatchAnew{
    "watch without that token or state file; `--from beginning` shows everything that is kept.",
    "dengarkan tanpa token atau berkas itu; `--from beginning` menampilkan semua yang tersimpan."};

constexpr std::array kNextSteps{
    Entry{"TOKEN_MISSING", kLogIn},
    Entry{"TOKEN_INVALID", kLogIn},
    Entry{"TOKEN_EXPIRED", kLogIn},
    Entry{"UNAUTHENTICATED", kLogIn},
    Entry{"PERMISSION_DENIED", kOtherRole},
    Entry{"ETAG_MISMATCH",
          {"read it again (`sinergi referral get`) and decide with the new etag.",
           "baca lagi (`sinergi referral get`) lalu putuskan dengan etag yang baru."}},
    Entry{"REFERRAL_STATE_WRONG", kSeeReferral},
    Entry{"REFERRAL_NOT_FOUND", kSeeReferral},
    Entry{"PERSON_HAS_LIVE_REFERRAL", kSayWhySecond},
    Entry{"PERSON_HAS_ANOTHER_REFERRAL", kSayWhySecond},
    Entry{"CONSENT_MISSING", kRecordConsent},
    Entry{"CONSENT_REVOKED", kRecordConsent},
    Entry{"CONSENT_EXPIRED", kRecordConsent},
    Entry{"CONSENT_NOT_FOR_YOU", kRecordConsent},
    Entry{"FACILITY_NAME_TAKEN", kSeeFacilities},
    Entry{"FACILITY_UNKNOWN", kSeeFacilities},
    Entry{"FACILITY_NOT_FOUND", kSeeFacilities},
    Entry{"SERVICE_NOT_OFFERED", kSeeFacilities},
    Entry{"REGION_CODE_UNKNOWN", kFindArea},
    Entry{"REGION_CODE_MALFORMED", kFindArea},
    Entry{"REGION_CODE_ENDED", kFindArea},
    Entry{"OFFICE_NOT_FOUND",
          {"`sinergi office list` shows the offices.",
           "`sinergi office list` menampilkan kantor yang ada."}},
    Entry{"SUBSCRIPTION_NOT_FOUND",
          {"`sinergi subscription list` shows your office's subscriptions.",
           "`sinergi subscription list` menampilkan langganan kantor Anda."}},
    Entry{"RESUME_TOKEN_OUT_OF_RANGE", kWatchAnew},
    Entry{"RESUME_TOKEN_INVALID", kWatchAnew},
    Entry{"PAGE_TOKEN_INVALID", kListAnew},
    Entry{"PAGE_TOKEN_EXPIRED", kListAnew},
    Entry{"RESOURCE_EXHAUSTED", kTryLater},
    Entry{"UNAVAILABLE",
          {"is the server running at {server}? deploy/run starts one on this machine; --server "
           "names another.",
           "apakah server berjalan di {server}? deploy/run menjalankannya di mesin ini; --server "
           "menyebut yang lain."}},
    Entry{"DEADLINE_EXCEEDED",
          {"try again, or allow more time with --timeout.",
           "coba lagi, atau beri waktu lebih lama dengan --timeout."}},
    Entry{"INTERNAL",
          {"look for the trace below in the server's log.",
           "cari jejak di bawah ini dalam log server."}},
};

template <class Entries>
const Message* Find(const Entries& entries, std::string_view key) {
  for (const Entry& entry : entries) {
    if (entry.first == key) return &entry.second;
  }
  return nullptr;
}

}  // namespace

std::string Fill(const Message& message, Language language, const Variables& variables) {
  std::string_view rest = language == Language::kEnglish ? message.english : message.indonesian;
  std::string text;
  while (true) {
    const std::size_t open = rest.find('{');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) return text.append(rest);
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    text.append(rest.substr(0, open));
    for (const auto& [key, value] : variables) {
      if (key == name) text += value;
    }
    rest.remove_prefix(close + 1);
  }
}

const Message* FindLabel(std::string_view enum_value) { return Find(kLabels, enum_value); }

const Message* FindEventLabel(std::string_view event) { return Find(kEventLabels, event); }

const Message* FindNextStep(std::string_view reason, std::string_view code) {
  const Message* step = Find(kNextSteps, reason);
  return step == nullptr ? Find(kNextSteps, code) : step;
}

}  // namespace sinergi::cli
