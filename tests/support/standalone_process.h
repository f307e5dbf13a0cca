#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace sinergi::testing {

// The real sinergi-standalone as a child process on loopback, with its data in a folder of its own.
// The binaries come from $SINERGI_BUILD, the areas from $SINERGI_REGIONS, as tests/run sets them.
class StandaloneProcess {
 public:
  StandaloneProcess();
  ~StandaloneProcess();
  StandaloneProcess(const StandaloneProcess&) = delete;
  StandaloneProcess& operator=(const StandaloneProcess&) = delete;

  // Starts it and waits until it is ready: the milliseconds that took. The first start takes free
  // ports, later ones the same again. Fails the test when it does not become ready. `more` are
  // further arguments.
  double Start(const std::vector<std::string>& more = {});

  // Ends it at once, as a power cut would (SIGKILL), or as an operator would (SIGTERM). Gives the
  // exit status that waitpid reports.
  int Kill();
  int Stop();

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  int metrics_port() const { return metrics_port_; }
  const std::filesystem::path& data() const { return folder_.path(); }

  // What it has logged so far.
  std::string Log() const;

 private:
  bool ReadReady();
  int End(int signal);

  TemporaryFolder folder_;
  pid_t pid_ = -1;
  int port_ = 0;
  int metrics_port_ = 0;
};

// Where the sources and the build are.
std::filesystem::path SourceFolder();
std::filesystem::path BuildFolder();
std::filesystem::path RegionsFile();

}  // namespace sinergi::testing
