#include "services/standalone/standalone.h"

int main(int count, char** values) {
  sinergi::standalone::StandaloneSettings settings;
  sinergi::SettingsTable table;
  settings.AddTo(table);
  return sinergi::Run(
      {"sinergi-standalone", "all services in one process.", table, settings.process, nullptr,
       [&] { return sinergi::standalone::Standalone::Make(settings); }, nullptr},
      count, values);
}
