// The calls of the SQS API that a queue needs, in SQS's own terms.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/
#pragma once
#include <map>

#include "core/aws/json_api.hpp"
#include "ports/job_queue.hpp"

namespace elevaite::adapters::queue {

inline constexpr std::size_t kSqsBatch = 10;

struct SqsMessage {
  ports::Delivery delivery;
  std::string reason{};  // of a dead letter that we sent
};

class SqsCalls {
 public:
  explicit SqsCalls(aws::JsonApi api) : api_(std::move(api)) {}

  // A queue's URL is only its identifier in requests; they go to the endpoint that is configured.
  Task<Result<std::string>> url_of(std::string queue);
  // unavailable ("no_redrive_policy") when the queue names none.
  Task<Result<std::string>> dead_letter_url(std::string queue);
  // Ten at most; each with "Id" and "MessageBody". What failed through no fault of its own is sent
  // again.
  Task<Result<void>> send(std::string url, JsonArray entries);
  Task<Result<void>> send_dead(std::string url, std::string body, std::string reason);
  Task<Result<std::vector<SqsMessage>>> receive(std::string url, ports::ReceiveOptions options);
  // Both: conflict with ports::kStaleReceipt, where SQS says so.
  Task<Result<void>> hide(std::string url, std::string receipt, Duration visibility);
  Task<Result<void>> remove(std::string url, std::string receipt);
  Task<Result<JsonObject>> attributes(std::string url);

 private:
  aws::JsonApi api_;
  std::map<std::string, std::string> urls_;  // by the queue's name; they never change
  std::map<std::string, std::string> dead_letter_urls_;
};

// SQS counts whole seconds; a part of one is rounded up, for nothing may come before its time.
std::int64_t sqs_seconds(Duration duration, Duration most);
std::int64_t sqs_number(const JsonObject& attributes, std::string_view name);

}  // namespace elevaite::adapters::queue
