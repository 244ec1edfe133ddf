// A model that plays a script, for tests and demonstrations: "scripted:<name>".
//
// A script is a JSON array of replies, played in order, each once; or
// {"order":"turn","replies":[…]}, where the reply is the one whose position is the number of
// assistant messages since the last user message: such a script has no memory, so it survives a
// restart. A reply:
//   {"match": "regular expression on the last message's text", "text": "…", "tool_calls":
//   [{"id","name",
//    "arguments": {…} or "text"}], "finish_reason": "stop", "usage": {"input_tokens": 1, …},
//    "delay_ms": 10, "fragment": 4 (characters of text at once), "repeat": true (never used up),
//    "error": {"code","message","retry_after_ms"}, "disconnect_after": 7 (characters, then the
//    answer breaks off)}
#pragma once
#include <map>
#include <memory>

#include "ports/chat_model.hpp"

namespace elevaite::adapters::llm {

class ScriptedModel final : public ports::ChatModel {
 public:
  // A script that is not among `scripts` is read from <directory>/<name>.json at its first use; an
  // empty directory means there are no files.
  ScriptedModel(std::map<std::string, Json, std::less<>> scripts, std::string directory);
  ~ScriptedModel() override;
  Task<Result<model::ChatReply>> chat(ports::ChatRequest request, ports::OnText on_text) override;
  std::vector<std::string> names() const;

 private:
  struct Script;
  Result<Script*> script(std::string_view name);
  std::map<std::string, std::unique_ptr<Script>, std::less<>> scripts_;
  std::map<std::string, Json, std::less<>> sources_;
  std::string directory_;
};

}  // namespace elevaite::adapters::llm
