#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sinergi::bench {

// An endpoint on this machine that costs as little as may be: it answers challenges, and whatever
// else is posted by 204 or not at all. One thread; ends with the program.
class Sink {
 public:
  // Hears the body of what is posted and is no challenge; says whether to go on.
  using OnPost = std::function<bool(std::string_view body)>;

  explicit Sink(OnPost on_post, bool answers = true);

  int port() const { return port_; }

  // Serves until `on_post` says no.
  void Run();

 private:
  void Follow(int descriptor) const;
  void Accept() const;
  void Read(int client);
  bool TakeOne(int client, std::string& unread);
  void Answer(int client, std::string_view head, std::string_view body);

  const OnPost on_post_;
  const bool answers_;
  const int poll_;
  int listener_ = -1;
  int port_ = 0;
  bool goes_on_ = true;
  std::map<int, std::string> unread_;
};

}  // namespace sinergi::bench
