#include "services/cli/session.h"

#include "services/cli/login.h"

namespace sinergi::cli {

Session::Session(GlobalOptions options, Language language)
    : options_(std::move(options)),
      output_(language, options_.json, !options_.json && Output::WantsColours(stdout)) {}

std::string Session::Token() const {
  if (!options_.token.empty()) return options_.token;
  return IsLoopback(options_.server) ? KeptToken(options_.data) : std::string();
}

Caller Session::WhoAmI() const { return ReadToken(Token()).value_or(Caller()); }

const Connection& Session::connection() {
  if (!connection_) {
    connection_ =
        std::make_unique<Connection>(options_.server, Token(), options_.timeout(), options_.tls);
  }
  return *connection_;
}

Zones& Session::zones() {
  if (!zones_) zones_ = std::make_unique<Zones>(connection());
  return *zones_;
}

}  // namespace sinergi::cli
