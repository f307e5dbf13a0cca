#include "common/http/mail_sender.h"

#include <curl/curl.h>

#include <ctime>
#include <memory>

#include "common/http/curl_handles.h"
#include "common/http/reasons.h"

namespace sinergi {
namespace {

struct Upload {
  std::string_view rest;

  static std::size_t Give(char* buffer, std::size_t size, std::size_t count, void* upload) {
    std::string_view& rest = static_cast<Upload*>(upload)->rest;
    const std::size_t given = rest.copy(buffer, size * count);
    rest.remove_prefix(given);
    return given;
  }
};

std::string DateOf(Instant now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  std::strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S +0000", &utc);
  return text;
}

}  // namespace

std::string FormatMail(const Mail& mail, const std::string& from, Instant now) {
  std::string text = "Date: " + DateOf(now) + "\r\nFrom: <" + from + ">\r\nTo: <" + mail.to +
                     ">\r\nSubject: " + mail.subject + "\r\nMessage-ID: <" + mail.id +
                     from.substr(from.find('@')) +
                     ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                     "Content-Transfer-Encoding: 8bit\r\nAuto-Submitted: auto-generated\r\n\r\n";
  for (const char c : mail.text) {
    if (c == '\n') text += '\r';
    text += c;
  }
  return text;
}

Status MailSender::Send(const Mail& mail) const {
  const CurlHandle handle(curl_easy_init());
  if (!handle) return Error::Of(reasons::kMailFailed).Because("curl has no memory");
  const std::string message = FormatMail(mail, options_.from, clock_.Now());
  Upload upload{message};
  const CurlList to(curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
  CURL* const curl = handle.get();
  char problem[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_URL, options_.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + options_.from + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, &Upload::Give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, problem);
  if (!options_.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
  }
  const CURLcode done = curl_easy_perform(curl);
  if (done == CURLE_OK) return Status::Ok();
  return Error::Of(reasons::kMailFailed).Because(*problem ? problem : curl_easy_strerror(done));
}

}  // namespace sinergi
