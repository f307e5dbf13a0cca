#include "services/referrals/api/letter_html.h"

#include <array>

#include "common/regions/day.h"

namespace sinergi::referrals {
namespace {

// A word of the letter, in both languages.
struct Words {
  const char* english;
  const char* indonesian;
};

class LetterPage {
 public:
  LetterPage(const Letter& letter, const Offices& offices, const Regions& regions,
             Language language)
      : letter_(letter),
        data_(letter.referral.data()),
        offices_(offices),
        regions_(regions),
        language_(language) {}

  std::string Render() {
    Head();
    Sides();
    ThePerson();
    Reasons();
    Foot();
    return std::move(html_);
  }

 private:
  const char* In(const Words& words) const {
    return language_ == Language::kIndonesian ? words.indonesian : words.english;
  }

  void Head() {
    html_ += "<!DOCTYPE html>\n<html lang=\"";
    html_ += In({"en", "id"});
    html_ += "\">\n<head>\n<meta charset=\"utf-8\">\n<title>";
    html_ += Escaped(In({"Letter of referral", "Surat rujukan"})) + " " +
             Escaped(data_.reference.ToString());
    html_ +=
        "</title>\n<style>\n@page { size: A4; margin: 2cm }\n"
        "body { font: 11pt/1.4 serif; max-width: 17cm; margin: 1cm auto; color: #000 }\n"
        "h1 { font-size: 15pt; text-align: center; margin-bottom: 0 }\n"
        "p.reference { text-align: center; margin-top: 0 }\n"
        "h2 { font-size: 11pt; border-bottom: 1px solid #000; margin: 1.2em 0 .3em }\n"
        "th { text-align: left; font-weight: normal; width: 6cm; vertical-align: top }\n"
        "td { vertical-align: top; white-space: pre-line }\n"
        "p.signature { margin: 2em 0 0 60%; padding-top: 5em; border-bottom: 1px solid #000 }\n"
        "p.secret { font-size: 9pt; margin-top: 2em }\n</style>\n</head>\n<body>\n<h1>";
    html_ += In({"LETTER OF REFERRAL", "SURAT RUJUKAN"});
    html_ += "</h1>\n<p class=\"reference\">" + Escaped(data_.reference.ToString()) + "</p>\n";
  }

  void Section(const Words& title) { html_ += "<h2>" + Escaped(In(title)) + "</h2>\n<table>\n"; }
  void EndSection() { html_ += "</table>\n"; }

  // A line, unless there is nothing to say.
  void Line(const Words& label, const std::string& value) {
    if (value.empty()) return;
    html_ += "<tr><th>" + Escaped(In(label)) + "</th><td>" + Escaped(value) + "</td></tr>\n";
  }

  std::string OfficeName(const std::string& code) const {
    const Office* const office = offices_.Find(code);
    return office == nullptr ? code : office->name;
  }

  std::string LocalDayOf(Instant instant) const {
    return FormatDay(LocalDay(instant, Regions::ZoneOf(data_.region)));
  }

  void Sides() {
    Section({"From and to", "Pengirim dan penerima"});
    Line({"Date", "Tanggal"}, LocalDayOf(data_.sent.value_or(data_.created)));
    Line({"From", "Dari"}, letter_.sender_facility);
    Line({"Office", "Kantor"}, OfficeName(data_.sender.office));
    Line({"To", "Kepada"}, letter_.receiver_facility);
    if (!data_.receiver.office.empty()) {
      Line({"Office of the receiver", "Kantor penerima"}, OfficeName(data_.receiver.office));
    }
    EndSection();
  }

  void ThePerson() {
    const Person& person = letter_.person;
    Section({"The person", "Yang dirujuk"});
    Line({"Name", "Nama"}, person.name);
    if (person.nik) Line({"NIK", "NIK"}, person.nik->ToString());
    if (person.birth_date) Line({"Born", "Tanggal lahir"}, FormatDay(*person.birth_date));
    if (person.sex) {
      Line({"Sex", "Jenis kelamin"}, In(*person.sex == Sex::kFemale ? Words{"female", "perempuan"}
                                                                    : Words{"male", "laki-laki"}));
    }
    Line({"Telephone", "Telepon"}, person.phone);
    const auto region = regions_.Find(data_.region);
    Line({"Area", "Wilayah"}, (region ? std::string(region->name) + " " : std::string()) + "(" +
                                  data_.region.ToString() + ")");
    EndSection();
  }

  void Reasons() {
    Section({"What for", "Keperluan"});
    Line({"Service asked for", "Layanan yang diminta"}, In(ServiceWords()));
    Line({"Priority", "Prioritas"},
         In(data_.priority == ReferralPriority::kUrgent ? Words{"urgent", "segera"}
                                                        : Words{"routine", "biasa"}));
    if (data_.assessed) {
      Line(data_.assessed->bands ? Words{"Risk level by screening", "Tingkat risiko hasil skrining"}
                                 : Words{"Risk level", "Tingkat risiko"},
           std::string(LevelName(data_.assessed->level)));
    }
    Line({"Ground", "Dasar"}, In(BasisWords()));
    Line({"Ruling", "Putusan"}, letter_.person.legal_document);
    Line({"Notes of the sender", "Catatan pengirim"}, letter_.person.note);
    EndSection();
  }

  Words ServiceWords() const {
    static constexpr std::array<Words, kFacilityServices> kWords{
        {{"screening", "skrining"},
         {"brief intervention", "intervensi singkat"},
         {"outpatient care", "rawat jalan"},
         {"inpatient care, short", "rawat inap jangka pendek"},
         {"inpatient care, long", "rawat inap jangka panjang"},
         {"aftercare", "bina lanjut"}}};
    return kWords[static_cast<std::size_t>(data_.service) - 1];
  }

  Words BasisWords() const {
    static constexpr std::array<Words, kLegalBases> kWords{
        {{"the person's own will", "kemauan sendiri"},
         {"reported by the minor's family", "laporan keluarga anak"},
         {"a court's ruling", "putusan pengadilan"}}};
    return kWords[static_cast<std::size_t>(data_.basis) - 1];
  }

  void Foot() {
    html_ += "<p class=\"signature\">";
    html_ += In({"Name and signature of the sender", "Nama dan tanda tangan pengirim"});
    html_ += "</p>\n<p class=\"secret\">";
    html_ += In({"Confidential: for the receiver named above only.",
                 "Rahasia: hanya untuk penerima yang disebut di atas."});
    html_ += "</p>\n</body>\n</html>\n";
  }

  const Letter& letter_;
  const ReferralData& data_;
  const Offices& offices_;
  const Regions& regions_;
  const Language language_;
  std::string html_;
};

}  // namespace

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string LetterHtml(const Letter& letter, const Offices& offices, const Regions& regions,
                       Language language) {
  return LetterPage(letter, offices, regions, language).Render();
}

}  // namespace sinergi::referrals
