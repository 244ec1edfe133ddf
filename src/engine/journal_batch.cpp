#include "engine/journal_batch.hpp"

#include <algorithm>
#include <iterator>

namespace elevaite::engine {

using ports::Statement;

void JournalBatch::add(JournalPart part) {
  Part& added = parts_.emplace_back();
  added.segment = {part.row.tenant_id.uuid, part.row.id.uuid, part.first_seq, part.event_count,
                   part.epoch};
  if (part.inserts_row && is_turn(part.row)) {
    single_.push_back(insert_turn(part.row, part.owner, part.epoch));
  } else if (part.inserts_row) {
    add_run(runs_, part.row, part.owner, part.epoch);
  }
  if (part.event_count > 0) {
    ++parts_with_events_;
    add_events(events_, added.segment, std::move(part.body));
  }
  if (part.updates_row) {
    added.update = single_.size();
    single_.push_back(update_run(part.row, part.owner, part.epoch));
  }
  for (const Statement& statement : part.follow_ups) add_follow_up(statement);
}

void JournalBatch::add_follow_up(const Statement& statement) {
  if (!statement.takes_rows()) {
    single_.push_back(statement);
    return;
  }
  auto is_same = [&](const Statement& other) { return other.sql.data() == statement.sql.data(); };
  auto found = std::find_if(gathered_.begin(), gathered_.end(), is_same);
  if (found == gathered_.end()) {
    gathered_.push_back(statement);
  } else {
    found->params.insert(found->params.end(), statement.params.begin(), statement.params.end());
  }
}

std::vector<Statement> JournalBatch::take_statements() {
  std::vector<Statement> statements;
  statements.reserve(2 + single_.size() + gathered_.size());
  if (!runs_.params.empty()) statements.push_back(std::move(runs_));
  first_single_ = statements.size();
  std::move(single_.begin(), single_.end(), std::back_inserter(statements));
  events_at_ = statements.size();
  if (parts_with_events_ > 0) statements.push_back(std::move(events_));
  std::move(gathered_.begin(), gathered_.end(), std::back_inserter(statements));
  return statements;
}

bool JournalBatch::read(std::vector<ports::Rows> written) {
  written_ = std::move(written);
  wrote_all_events_ =
      parts_with_events_ == 0 || written_.at(events_at_).affected() == parts_with_events_;
  return wrote_all_events_;
}

Statement JournalBatch::find_written() const {
  Statement find;
  for (const Part& part : parts_) {
    if (part.segment.event_count > 0) add_to_find(find, part.segment);
  }
  return find;
}

void JournalBatch::read_found(const ports::Rows& found) {
  for (std::size_t i = 0; i < found.size(); ++i) found_.insert(found.uuid(i, 0));
}

bool JournalBatch::is_written(std::size_t index) const {
  const Part& part = parts_.at(index);
  if (part.segment.event_count == 0) {
    return written_.at(first_single_ + part.update).affected() > 0;
  }
  return wrote_all_events_ || found_.contains(part.segment.run);
}

}  // namespace elevaite::engine
