#include "jobs/notifications/inbox_watch.hpp"

#include <utility>

#include "core/log.hpp"

namespace elevaite::jobs {

using ports::Scope;
using ports::Statement;

namespace {

// Instants come from several machines, and a row is seen only after its commit.
constexpr Duration kOverlap = 10s;
constexpr std::int64_t kMaxChanged = 1000;

constexpr std::string_view kChanged =
    "SELECT tenant_id, user_id, revision FROM notification_inboxes WHERE changed_at >= $1"
    " ORDER BY changed_at DESC LIMIT $2";

}  // namespace

InboxWatch::Follower::~Follower() { watch_.leave(inbox_); }

Task<void> InboxWatch::Follower::wait(Duration limit, std::int64_t seen_revision) {
  auto found = watch_.followed_.find(inbox_);
  auto followed = found->second;
  if (followed->revision > seen_revision) co_return;
  co_await followed->changed.wait_for(limit);
}

Result<std::shared_ptr<InboxWatch::Follower>> InboxWatch::follow(Inbox inbox) {
  auto& followed = followed_[inbox];
  if (!followed) followed = std::make_shared<Followed>(executor_);
  if (followed->followers >= kMaxFollowers) {
    return Error{ErrorCode::limit_exceeded,
                 "Too many streams of one person are open: close one first.", "too_many_streams"};
  }
  ++followed->followers;
  if (!std::exchange(is_looking_, true)) services_.spawn(look());
  return std::shared_ptr<Follower>(new Follower(*this, inbox));
}

void InboxWatch::leave(Inbox inbox) {
  auto found = followed_.find(inbox);
  if (found != followed_.end() && --found->second->followers == 0) followed_.erase(found);
}

Task<void> InboxWatch::stop() {
  services_.cancel();
  co_await services_.join();
}

Task<void> InboxWatch::look() {
  while (!followed_.empty()) {
    auto looked = co_await look_once();
    if (!looked) log_warning("inboxes could not be looked at", {{"error", looked.error().message}});
    co_await sleep_for(interval_);
  }
  is_looking_ = false;
}

Task<Result<void>> InboxWatch::look_once() {
  Statement select{kChanged, {to_micros(clock_.now() - kOverlap), kMaxChanged}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(select)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Inbox inbox{model::TenantId{rows.uuid(i, 0)}, model::UserId{rows.uuid(i, 1)}};
    auto found = followed_.find(inbox);
    if (found == followed_.end()) continue;
    const auto revision = rows.integer(i, 2);
    if (std::exchange(found->second->revision, revision) != revision)
      found->second->changed.notify_all();
  }
  co_return Result<void>();
}

}  // namespace elevaite::jobs
