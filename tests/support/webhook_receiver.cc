#include "tests/support/webhook_receiver.h"

#include <httplib.h>

#include <nlohmann/json.hpp>

#include "tests/support/eventually.h"

namespace sinergi::testing {
namespace {

constexpr std::size_t kThreads = 32;

std::string Lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string TextOf(const nlohmann::json& json, const std::string& name) {
  if (!json.is_object() || !json.contains(name)) return {};
  return json[name].is_string() ? json[name].get<std::string>() : json[name].dump();
}

WebhookReceiver::Request RequestOf(const httplib::Request& request) {
  WebhookReceiver::Request got{request.method, request.path, {}, request.body};
  for (const auto& [name, value] : request.headers) got.headers[Lower(name)] = value;
  return got;
}

}  // namespace

struct WebhookReceiver::Server {
  std::unique_ptr<httplib::Server> http;
};

std::string WebhookReceiver::Request::Header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

std::string WebhookReceiver::Request::Attribute(const std::string& name) const {
  return TextOf(nlohmann::json::parse(body, nullptr, false), name);
}

std::string WebhookReceiver::Request::Data(const std::string& name) const {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  return json.is_object() && json.contains("data") ? TextOf(json["data"], name) : "";
}

bool WebhookReceiver::Request::IsChallenge() const {
  return Attribute("type").ends_with(".EndpointChallenged");
}

WebhookReceiver::WebhookReceiver(const std::string& certificate,
                                 const std::string& client_authorities)
    : server_(std::make_unique<Server>()) {
  if (certificate.empty()) {
    server_->http = std::make_unique<httplib::Server>();
  } else {
    server_->http = std::make_unique<httplib::SSLServer>(
        certificate.c_str(), certificate.c_str(),
        client_authorities.empty() ? nullptr : client_authorities.c_str());
  }
  auto& http = *server_->http;
  http.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  const auto handle = [this](const httplib::Request& request, httplib::Response& response) {
    const Answer answer = Take(RequestOf(request));
    response.status = answer.status;
    for (const auto& [name, value] : answer.headers) response.set_header(name, value);
    if (!answer.body.empty()) response.set_content(answer.body, "application/json");
  };
  http.set_keep_alive_max_count(1'000'000);
  http.set_keep_alive_timeout(1);
  http.Post(".*", handle);
  http.Options(".*", handle);
  const int port = http.bind_to_any_port("127.0.0.1");
  base_ =
      std::string(certificate.empty() ? "http" : "https") + "://127.0.0.1:" + std::to_string(port);
  thread_ = std::jthread([&http] { http.listen_after_bind(); });
  while (!http.is_running()) std::this_thread::yield();
}

WebhookReceiver::~WebhookReceiver() { server_->http->stop(); }

std::string WebhookReceiver::Url(const std::string& path) const { return base_ + path; }

void WebhookReceiver::Set(Answering answering) {
  const std::lock_guard lock(mutex_);
  answering_ = std::move(answering);
}

void WebhookReceiver::SetForChallenges(Answering answering) {
  const std::lock_guard lock(mutex_);
  on_challenge_ = std::move(answering);
}

WebhookReceiver::Answer WebhookReceiver::Take(const Request& request) {
  Answering answering;
  const bool asks = request.method == "OPTIONS" || request.IsChallenge();
  {
    const std::lock_guard lock(mutex_);
    (asks ? challenges_ : posted_).push_back(request);
    answering = asks ? on_challenge_ : answering_;
  }
  if (answering) return answering(request);
  if (request.method == "OPTIONS") return {404};
  if (request.IsChallenge()) {
    return {200, {}, "{\"challenge\":\"" + request.Data("challenge") + "\"}"};
  }
  return {};
}

std::vector<WebhookReceiver::Request> WebhookReceiver::Posted() const {
  const std::lock_guard lock(mutex_);
  return posted_;
}

std::vector<WebhookReceiver::Request> WebhookReceiver::Challenges() const {
  const std::lock_guard lock(mutex_);
  return challenges_;
}

::testing::AssertionResult WebhookReceiver::Await(std::size_t count) const {
  return Eventually([&] { return Posted().size() >= count; },
                    std::to_string(count) + " requests at the endpoint");
}

}  // namespace sinergi::testing
