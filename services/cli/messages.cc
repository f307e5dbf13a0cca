#include "services/cli/messages.h"

#include <array>

#include "services/cli/message_table.h"

namespace sinergi::cli {
namespace {

constexpr Message kLogIn{
    "log in with `sinergi login --as ROLE …` (`sinergi login --help` lists the roles), or give a "
    "fresh token with --token.",
    "masuk dengan `sinergi login --as PERAN …` (`sinergi login --help` menampilkan perannya), atau "
    "berikan token baru dengan --token."};
constexpr Message kSeeReferral{
    "see where it stands with `sinergi referral get`, or what waits with `sinergi referral list`.",
    "lihat keadaannya dengan `sinergi referral get`, atau yang menunggu dengan `sinergi referral "
    "list`."};
constexpr Message kSeeAssessment{
    "`sinergi tat list` shows the assessment requests that you may see.",
    "`sinergi tat list` menampilkan permohonan asesmen yang boleh Anda lihat."};
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
    Entry{"TAT_REQUEST_NOT_FOUND", kSeeAssessment},
    Entry{"TAT_STATE_WRONG", kSeeAssessment},
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
    Entry{"ENDPOINT_UNVERIFIED",
          {"let the endpoint answer challenges, then `sinergi subscription verify`.",
           "atur agar endpoint menjawab tantangan, lalu `sinergi subscription verify`."}},
    Entry{"ENDPOINT_NOT_VERIFIED",
          {"the endpoint repeats `data.challenge` with status 200; `sinergi subscription secret` "
           "shows what it checks signatures with.",
           "endpoint mengulang `data.challenge` dengan status 200; `sinergi subscription secret` "
           "menampilkan kunci pemeriksa tanda tangannya."}},
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

const Message* FindNextStep(std::string_view reason, std::string_view code) {
  const Message* step = FindEntry(kNextSteps, reason);
  return step == nullptr ? FindEntry(kNextSteps, code) : step;
}

}  // namespace sinergi::cli
