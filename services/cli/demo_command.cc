#include "services/cli/command_line.h"
#include "services/cli/demo_assessment.h"
#include "services/cli/demo_silence.h"
#include "services/cli/demo_story.h"
#include "services/cli/tat_messages.h"

namespace sinergi::cli {

void AddDemoCommand(CommandLine& line) {
  const Command demo = line.AddCommand(
      line.program(), "demo", help::kDemo,
      "  sinergi demo\n  sinergi demo --lang id --server 127.0.0.1:7070 --data ./var\n",
      [](Session& session) { return Story(session).Play(); });
  line.AddCommand(demo, "silence", help::kDemoSilence, "  sinergi demo silence\n",
                  [](Session& session) { return SilenceStory(session).Play(); });
  line.AddCommand(demo, "assessment", help::kDemoAssessment, "  sinergi demo assessment\n",
                  [](Session& session) { return AssessmentStory(session).Play(); });
}

}  // namespace sinergi::cli
