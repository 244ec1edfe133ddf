#include "adapters/queue/sqs_calls.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace elevaite::adapters::queue {
namespace {

constexpr Duration kMaxWait = 20s;
constexpr Duration kMaxVisibility = std::chrono::hours(12);
// Beside the long poll itself.
constexpr Duration kAnswerTime = 10s;
constexpr int kSendTries = 5;
constexpr Duration kSendPause = 200ms;
constexpr std::size_t kMaxReason = 1024;
constexpr std::string_view kReason = "reason";

Result<void> without_answer(const Result<Json>& answer) {
  if (answer) return {};
  const std::string& reason = answer.error().reason;
  if (reason == "ReceiptHandleIsInvalid" || reason == "MessageNotInflight") {
    return Error{ErrorCode::conflict, "The message has been received by somebody else, or is gone.",
                 std::string(ports::kStaleReceipt)};
  }
  return answer.error();
}

// What SQS takes in a text: no control characters but tab, line feed and carriage return.
std::string printable(std::string_view text) {
  std::string kept(clip_utf8(text, kMaxReason));
  for (char& c : kept) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20;
    if (is_control && c != '\t' && c != '\n' && c != '\r') c = ' ';
  }
  return kept.empty() ? "unknown" : kept;
}

SqsMessage message_of(const Json& value) {
  SqsMessage message;
  message.delivery.receipt = find_string(value, "ReceiptHandle").value_or("");
  message.delivery.body = find_string(value, "Body").value_or("");
  if (const auto* attributes = find_object(value, "Attributes")) {
    message.delivery.receive_count = sqs_number(*attributes, "ApproximateReceiveCount");
    message.delivery.sent_at = from_micros(sqs_number(*attributes, "SentTimestamp") * 1000);
  }
  const auto* own = find_object(value, "MessageAttributes");
  const auto* reason = own == nullptr ? nullptr : find_object(*own, kReason);
  if (reason != nullptr) message.reason = find_string(*reason, "StringValue").value_or("");
  return message;
}

// Those of `entries` that `failed` names, to be sent again; an error when that cannot help.
Result<JsonArray> failed_entries(const JsonArray& entries, const JsonArray& failed) {
  JsonArray left;
  for (const Json& failure : failed) {
    const auto id = find_string(failure, "Id").value_or("");
    if (find_bool(failure, "SenderFault").value_or(true)) {
      std::string code(find_string(failure, "Code").value_or("unknown"));
      return Error{ErrorCode::internal, "SQS refused a message: " + code + ".", code};
    }
    for (const Json& entry : entries) {
      if (find_string(entry, "Id") == id) left.push_back(entry);
    }
  }
  return left;
}

// "arn:aws:sqs:eu-central-1:111122223333:name"
std::string name_in_arn(std::string_view arn) {
  return std::string(arn.substr(arn.rfind(':') + 1));
}

}  // namespace

std::int64_t sqs_seconds(Duration duration, Duration most) {
  const auto bounded = std::clamp(duration, Duration(0), most);
  return std::chrono::ceil<std::chrono::seconds>(bounded).count();
}

std::int64_t sqs_number(const JsonObject& attributes, std::string_view name) {
  const std::string text(find_string(attributes, name).value_or("0"));
  return std::strtoll(text.c_str(), nullptr, 10);
}

Task<Result<std::string>> SqsCalls::url_of(std::string queue) {
  if (auto known = urls_.find(queue); known != urls_.end()) co_return known->second;
  JsonObject request{{"QueueName", queue}};
  CO_TRY(auto answer, co_await api_.call("GetQueueUrl", std::move(request)));
  std::string url(find_string(answer, "QueueUrl").value_or(""));
  if (url.empty()) co_return Error{ErrorCode::unavailable, "SQS knows no URL of " + queue + "."};
  urls_[queue] = url;
  co_return url;
}

Task<Result<std::string>> SqsCalls::dead_letter_url(std::string queue) {
  if (auto known = dead_letter_urls_.find(queue); known != dead_letter_urls_.end()) {
    co_return known->second;
  }
  CO_TRY(auto url, co_await url_of(queue));
  CO_TRY(auto found, co_await attributes(url));
  auto policy = parse_json(find_string(found, "RedrivePolicy").value_or("null"));
  auto arn = policy ? find_string(*policy, "deadLetterTargetArn") : std::nullopt;
  if (!arn) {
    co_return Error{ErrorCode::unavailable,
                    "The queue " + queue + " has no redrive policy, hence no dead-letter queue.",
                    "no_redrive_policy"};
  }
  CO_TRY(auto dead_url, co_await url_of(name_in_arn(*arn)));
  dead_letter_urls_[queue] = dead_url;
  co_return dead_url;
}

Task<Result<void>> SqsCalls::send(std::string url, JsonArray entries) {
  for (int attempt = 1; attempt <= kSendTries; ++attempt) {
    JsonObject request{{"QueueUrl", url}, {"Entries", entries}};
    CO_TRY(auto answer, co_await api_.call("SendMessageBatch", std::move(request)));
    const auto* failed = find_array(answer, "Failed");
    if (failed == nullptr || failed->empty()) co_return Result<void>();
    CO_TRY(entries, failed_entries(entries, *failed));
    co_await sleep_for(kSendPause * attempt);
  }
  co_return Error{ErrorCode::unavailable, "SQS did not take all messages."};
}

Task<Result<void>> SqsCalls::send_dead(std::string url, std::string body, std::string reason) {
  JsonObject attribute{{"DataType", "String"}, {"StringValue", printable(reason)}};
  JsonObject request{{"QueueUrl", url},
                     {"MessageBody", body},
                     {"MessageAttributes", JsonObject{{kReason, std::move(attribute)}}}};
  auto answer = co_await api_.call("SendMessage", std::move(request));
  co_return without_answer(answer);
}

Task<Result<std::vector<SqsMessage>>> SqsCalls::receive(std::string url,
                                                        ports::ReceiveOptions options) {
  const auto wait = std::clamp(options.wait, Duration(0), kMaxWait);
  JsonObject request{{"QueueUrl", url},
                     {"MaxNumberOfMessages", std::min(options.max, kSqsBatch)},
                     {"VisibilityTimeout", sqs_seconds(options.visibility, kMaxVisibility)},
                     {"WaitTimeSeconds", sqs_seconds(wait, kMaxWait)},
                     {"MessageSystemAttributeNames", {"ApproximateReceiveCount", "SentTimestamp"}},
                     {"MessageAttributeNames", {"All"}}};
  CO_TRY(auto answer, co_await api_.call("ReceiveMessage", std::move(request), wait + kAnswerTime));
  std::vector<SqsMessage> found;
  if (const auto* messages = find_array(answer, "Messages")) {
    for (const Json& message : *messages) found.push_back(message_of(message));
  }
  co_return found;
}

Task<Result<void>> SqsCalls::hide(std::string url, std::string receipt, Duration visibility) {
  JsonObject request{{"QueueUrl", url},
                     {"ReceiptHandle", receipt},
                     {"VisibilityTimeout", sqs_seconds(visibility, kMaxVisibility)}};
  auto answer = co_await api_.call("ChangeMessageVisibility", std::move(request));
  co_return without_answer(answer);
}

Task<Result<void>> SqsCalls::remove(std::string url, std::string receipt) {
  JsonObject request{{"QueueUrl", url}, {"ReceiptHandle", receipt}};
  auto answer = co_await api_.call("DeleteMessage", std::move(request));
  co_return without_answer(answer);
}

Task<Result<JsonObject>> SqsCalls::attributes(std::string url) {
  JsonObject request{{"QueueUrl", url}, {"AttributeNames", {"All"}}};
  CO_TRY(auto answer, co_await api_.call("GetQueueAttributes", std::move(request)));
  const auto* found = find_object(answer, "Attributes");
  co_return found == nullptr ? JsonObject() : *found;
}

}  // namespace elevaite::adapters::queue
