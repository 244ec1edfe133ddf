#include "adapters/queue/sqs.hpp"

#include <algorithm>

#include "adapters/queue/sqs_calls.hpp"

namespace elevaite::adapters::queue {
namespace {

using ports::DeadLetter;
using ports::Delivery;
using ports::QueueDepth;
using ports::QueueMessage;

constexpr Duration kMaxDelay = 900s;
// While dead letters are looked at or moved, nobody else sees them.
constexpr Duration kMoveTime = 30s;
constexpr std::string_view kReceivedTooOften =
    "It was received too often without ever being worked off.";

JsonObject entry_of(std::size_t index, const QueueMessage& message) {
  return {{"Id", std::to_string(index)},
          {"MessageBody", message.body},
          {"DelaySeconds", sqs_seconds(message.delay, kMaxDelay)},
          {"MessageGroupId", message.tenant_id.uuid.str()}};
}

class SqsQueue final : public ports::JobQueue {
 public:
  SqsQueue(std::string name, std::string queue, SqsCalls calls)
      : name_(std::move(name)), queue_(std::move(queue)), sqs_(std::move(calls)) {}

  const std::string& name() const override { return name_; }

  Task<Result<void>> enqueue(std::vector<QueueMessage> messages) override {
    CO_TRY(auto url, co_await sqs_.url_of(queue_));
    for (std::size_t begin = 0; begin < messages.size(); begin += kSqsBatch) {
      JsonArray entries;
      const auto end = std::min(begin + kSqsBatch, messages.size());
      for (std::size_t i = begin; i < end; ++i) entries.push_back(entry_of(i, messages[i]));
      CO_CHECK(co_await sqs_.send(url, std::move(entries)));
    }
    co_return Result<void>();
  }

  Task<Result<std::vector<Delivery>>> receive(ports::ReceiveOptions options) override {
    CO_TRY(auto url, co_await sqs_.url_of(queue_));
    CO_TRY(auto messages, co_await sqs_.receive(std::move(url), std::move(options)));
    std::vector<Delivery> deliveries;
    for (SqsMessage& message : messages) deliveries.push_back(std::move(message.delivery));
    co_return deliveries;
  }

  Task<Result<void>> extend(std::string receipt, Duration visibility) override {
    CO_TRY(auto url, co_await sqs_.url_of(queue_));
    co_return co_await sqs_.hide(std::move(url), std::move(receipt), visibility);
  }

  Task<Result<void>> complete(std::string receipt) override {
    CO_TRY(auto url, co_await sqs_.url_of(queue_));
    co_return co_await sqs_.remove(std::move(url), std::move(receipt));
  }

  Task<Result<void>> fail(std::string receipt, Duration delay) override {
    co_return co_await extend(std::move(receipt), delay);
  }

  // Sent, then removed: a crash between the two leaves both, and neither changes the job's row.
  Task<Result<void>> dead_letter(Delivery delivery, std::string reason) override {
    CO_TRY(auto url, co_await sqs_.dead_letter_url(queue_));
    CO_CHECK(co_await sqs_.send_dead(std::move(url), std::move(delivery.body), std::move(reason)));
    co_return co_await complete(std::move(delivery.receipt));
  }

  // Hidden while this looks, so that none is seen twice; then shown again.
  Task<Result<std::vector<DeadLetter>>> dead_letters(std::size_t max) override {
    CO_TRY(auto url, co_await sqs_.dead_letter_url(queue_));
    std::vector<DeadLetter> letters;
    std::vector<std::string> receipts;
    while (letters.size() < max) {
      CO_TRY(auto messages, co_await sqs_.receive(url, moving(max - letters.size())));
      if (messages.empty()) break;
      for (SqsMessage& message : messages) {
        if (message.reason.empty()) message.reason = kReceivedTooOften;
        letters.push_back({std::move(message.delivery.body), std::move(message.reason),
                           message.delivery.sent_at});
        receipts.push_back(std::move(message.delivery.receipt));
      }
    }
    for (std::string& receipt : receipts) {
      CO_CHECK(co_await sqs_.hide(url, std::move(receipt), Duration(0)));
    }
    co_return letters;
  }

  // Sent, then removed, as above.
  Task<Result<std::int64_t>> redrive(std::size_t max) override {
    CO_TRY(auto url, co_await sqs_.url_of(queue_));
    CO_TRY(auto dead_url, co_await sqs_.dead_letter_url(queue_));
    std::size_t moved = 0;
    while (moved < max) {
      CO_TRY(auto messages, co_await sqs_.receive(dead_url, moving(max - moved)));
      if (messages.empty()) break;
      JsonArray entries;
      for (const SqsMessage& message : messages) {
        entries.push_back(JsonObject{{"Id", std::to_string(entries.size())},
                                     {"MessageBody", message.delivery.body}});
      }
      CO_CHECK(co_await sqs_.send(url, std::move(entries)));
      for (SqsMessage& message : messages) {
        CO_CHECK(co_await sqs_.remove(dead_url, std::move(message.delivery.receipt)));
      }
      moved += messages.size();
    }
    co_return static_cast<std::int64_t>(moved);
  }

  // SQS tells the age of the oldest message to CloudWatch only.
  Task<Result<QueueDepth>> depth() override {
    CO_TRY(auto url, co_await sqs_.url_of(queue_));
    CO_TRY(auto counts, co_await sqs_.attributes(std::move(url)));
    CO_TRY(auto dead_url, co_await sqs_.dead_letter_url(queue_));
    CO_TRY(auto dead, co_await sqs_.attributes(std::move(dead_url)));
    QueueDepth depth;
    depth.ready = sqs_number(counts, "ApproximateNumberOfMessages");
    depth.in_flight = sqs_number(counts, "ApproximateNumberOfMessagesNotVisible");
    depth.delayed = sqs_number(counts, "ApproximateNumberOfMessagesDelayed");
    depth.dead = sqs_number(dead, "ApproximateNumberOfMessages");
    co_return depth;
  }

 private:
  static ports::ReceiveOptions moving(std::size_t max) {
    ports::ReceiveOptions options;
    options.max = max;
    options.visibility = kMoveTime;
    return options;
  }

  std::string name_;
  std::string queue_;  // its name in SQS
  SqsCalls sqs_;
};

}  // namespace

std::unique_ptr<ports::JobQueue> make_sqs_queue(std::string name, SqsSettings settings,
                                                SqsOptions options) {
  aws::JsonApi api(*options.http, *options.clock, std::move(options.credentials),
                   std::move(settings.service));
  return std::make_unique<SqsQueue>(std::move(name), std::move(settings.queue),
                                    SqsCalls(std::move(api)));
}

}  // namespace elevaite::adapters::queue
