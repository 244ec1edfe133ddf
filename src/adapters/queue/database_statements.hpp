// The statements of the queue in the database, and what their receipts and lanes look like.
#pragma once
#include "ports/job_queue.hpp"

namespace elevaite::adapters::queue {

inline constexpr std::size_t kUuidText = 36;

// A receipt is "<the message's id>/<what the receive made up>".
std::string receipt_text(Uuid id, Uuid token);

class DatabaseStatements final : public ports::QueueStatements {
 public:
  DatabaseStatements(std::string queue, const Clock& clock)
      : queue_(std::move(queue)), clock_(clock) {}

  ports::Statement enqueue(const ports::QueueMessage& message) const override;
  ports::Statement ensure(const ports::QueueMessage& message) const override;
  ports::Statement complete(const std::string& receipt) const override;
  ports::Statement dead_letter(const std::string& receipt, std::string reason) const override;
  // With the parameters queue, id and token.
  ports::Statement with_receipt(std::string_view sql, const std::string& receipt) const;

 private:
  ports::Statement insert(std::string_view sql, const ports::QueueMessage& message) const;

  std::string queue_;
  const Clock& clock_;
};

}  // namespace elevaite::adapters::queue
