#pragma once

#include <string>

namespace sinergi {

// What OpenSSL last complained about on this thread, and forgets all of it, so that the next who
// asks does not take it for their own. Empty when it did not complain.
std::string TakeOpenSslErrors();

}  // namespace sinergi
