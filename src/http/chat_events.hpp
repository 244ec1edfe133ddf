// What a chat client is told of a run, independent of the wire format: journal events and text
// fragments become turns of a conversation. Feed it a RunWatch's items in order; a fragment that a
// resumed stream has missed is made up for when the model call's recorded answer arrives.
#pragma once
#include <functional>
#include <map>
#include <set>
#include <string>

#include "core/json.hpp"
#include "core/result.hpp"
#include "model/answer_findings.hpp"

namespace elevaite::http {

class ChatListener {
 public:
  virtual ~ChatListener() = default;
  virtual void text(const std::string& block, std::string_view fragment) = 0;
  virtual void text_end(const std::string& block) = 0;
  virtual void tool_call(const std::string& call_id, std::string_view name,
                         const Json& arguments) = 0;
  virtual void tool_result(const std::string& call_id, const Json& output) = 0;
  virtual void tool_error(const std::string& call_id, std::string_view message) = 0;
  // The answer brings a file along, or names a source; each once.
  virtual void file(const model::Attachment&) {}
  virtual void source(const model::Source&, std::size_t /*number*/) {}
  // A step waits for a person. `event` is the journal's step_waiting.
  virtual void waits(const Json& event) = 0;
  // The answer to such a wait. `event` is the journal's step_signalled.
  virtual void answered(const Json& event) = 0;
  // The run parked ("waiting"), or goes on ("running").
  virtual void goes_on(std::string_view status) = 0;
  // Whether this reader can do nothing with a run that waits for a person.
  virtual bool leaves_at_approvals() const { return false; }
  // The run ended, or waits for a person and the listener leaves. `status`: succeeded, failed,
  // cancelled, waiting.
  virtual void finished(std::string_view status, const Json& event) = 0;
};

class ChatEvents {
 public:
  explicit ChatEvents(ChatListener& listener) : listener_(listener) {}
  // A text that isn't a JSON object of ours is ignored.
  void take(std::string_view item);
  bool is_finished() const { return is_finished_; }

 private:
  void take_step(std::string_view type, const Json& event);
  void take_wait(std::string_view type, const std::string& step, const Json& event);
  void take_findings(std::string_view kind, const Json& event);
  void end_model_call(const std::string& step, const Json& event);
  void end_run(std::string_view status, const Json& event);

  ChatListener& listener_;
  std::map<std::string, std::string> open_blocks_;  // text streamed so far, by step
  std::set<std::string> approvals_;                 // steps that wait for a person
  std::string last_text_;
  model::AnswerFindings findings_;
  bool is_finished_ = false;
};

// The answer of a run as a person reads it: the `text` of an agent's output, or the output itself.
std::string answer_text(const Json& output);

}  // namespace elevaite::http
