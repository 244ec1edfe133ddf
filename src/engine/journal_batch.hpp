// What one commit of the journal writes, as few statements as can be: the runs that are new and the
// events of all runs are one statement each, and so are follow-ups that take rows.
#pragma once
#include <unordered_set>
#include <vector>

#include "engine/journal_rows.hpp"

namespace elevaite::engine {

// One run's part of a commit.
struct JournalPart {
  const model::Run& row;
  model::ProcessId owner;
  std::int64_t epoch = 0;
  bool inserts_row = false;
  bool updates_row = false;
  std::int64_t first_seq = 0;
  std::int64_t event_count = 0;
  std::string body{};  // the events as a JSON array
  const std::vector<ports::Statement>& follow_ups;
};

class JournalBatch {
 public:
  // At most one part of a run.
  void add(JournalPart part);
  // Once, after the last part.
  std::vector<ports::Statement> take_statements();
  // What the database has answered to them. False when the events of some parts were not written
  // and it has to be asked of which, by find_written().
  bool read(std::vector<ports::Rows> written);
  ports::Statement find_written() const;
  void read_found(const ports::Rows& found);
  // Whether the events of this part were written, now or by an earlier try whose answer never
  // arrived; or its row, if it has no events.
  bool is_written(std::size_t part) const;

 private:
  struct Part {
    Segment segment;
    std::size_t update = 0;  // among `single_`, of a part without events
  };
  void add_follow_up(const ports::Statement& statement);

  std::vector<Part> parts_;
  ports::Statement runs_;
  std::vector<ports::Statement> single_;
  ports::Statement events_;
  std::vector<ports::Statement> gathered_;
  std::int64_t parts_with_events_ = 0;
  // Where the statements are that tell, once they have been taken.
  std::size_t first_single_ = 0;
  std::size_t events_at_ = 0;
  std::vector<ports::Rows> written_;
  bool wrote_all_events_ = false;
  std::unordered_set<Uuid> found_;
};

}  // namespace elevaite::engine
