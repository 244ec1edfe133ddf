#include "adapters/queue/database_statements.hpp"

#include <algorithm>

#include "adapters/queue/database_sql.hpp"
#include "core/assert.hpp"

namespace elevaite::adapters::queue {

using ports::QueueMessage;
using ports::Statement;

namespace {

// Sorts a tenant's lanes by priority, the highest first.
std::string lane_of(const QueueMessage& message) {
  const int priority =
      std::clamp(message.priority, ports::kLowestPriority, ports::kHighestPriority);
  return message.tenant_id.uuid.str() + "/" + std::to_string(ports::kHighestPriority - priority);
}

struct Receipt {
  Uuid id;
  Uuid token;
};

Receipt parse_receipt(std::string_view text) {
  ASSERT(text.size() == 2 * kUuidText + 1);
  auto id = Uuid::parse(text.substr(0, kUuidText));
  auto token = Uuid::parse(text.substr(kUuidText + 1));
  ASSERT(id && token);
  return {*id, *token};
}

}  // namespace

std::string receipt_text(Uuid id, Uuid token) { return id.str() + "/" + token.str(); }

Statement DatabaseStatements::enqueue(const QueueMessage& message) const {
  return insert(kEnqueue, message);
}

Statement DatabaseStatements::ensure(const QueueMessage& message) const {
  return insert(kEnsure, message);
}

Statement DatabaseStatements::complete(const std::string& receipt) const {
  return with_receipt(kComplete, receipt);
}

Statement DatabaseStatements::dead_letter(const std::string& receipt, std::string reason) const {
  auto statement = with_receipt(kBury, receipt);
  statement.params.emplace_back(to_micros(clock_.now()));
  statement.params.emplace_back(std::move(reason));
  return statement;
}

Statement DatabaseStatements::with_receipt(std::string_view sql, const std::string& receipt) const {
  auto [id, token] = parse_receipt(receipt);
  return {sql, {queue_, id, token}};
}

Statement DatabaseStatements::insert(std::string_view sql, const QueueMessage& message) const {
  const auto now = clock_.now();
  return {sql,
          {queue_, message.id, message.tenant_id.uuid, lane_of(message), message.body,
           to_micros(now), to_micros(now + message.delay)}};
}

}  // namespace elevaite::adapters::queue
