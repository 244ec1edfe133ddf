#include "jobs/notifications/notice_groups.hpp"

#include <map>
#include <tuple>

#include "jobs/notifications/notice_text.hpp"

namespace elevaite::jobs {

using model::NotificationKind;

namespace {

constexpr std::size_t kMaxNamed = 20;

bool can_be_gathered(NotificationKind kind) {
  return kind == NotificationKind::job_succeeded || kind == NotificationKind::job_failed ||
         kind == NotificationKind::run_succeeded || kind == NotificationKind::run_failed;
}

std::string agent_of(const Notice& notice) {
  return std::string(find_string(notice.data, "agent_id").value_or(""));
}

// The ids of that name, of as many as may be named.
JsonArray ids_of(const std::vector<Notice>& notices, std::string_view name) {
  JsonArray ids;
  for (const Notice& notice : notices) {
    auto id = find_string(notice.data, name);
    if (id && ids.size() < kMaxNamed) ids.push_back(Json(*id));
  }
  return ids;
}

Notice one_of(std::vector<Notice> notices) {
  Notice out = notices.front();
  const bool is_failure =
      out.kind == NotificationKind::job_failed || out.kind == NotificationKind::run_failed;
  out.title = one_line(std::to_string(notices.size()) + " runs of " + out.about +
                           (is_failure ? " failed" : " are done"),
                       200);
  const auto agent_id = agent_of(out);
  out.link = agent_id.empty() ? "/runs" : "/runs?agent=" + agent_id;
  JsonObject data{{"count", static_cast<std::int64_t>(notices.size())}};
  for (const char* name : {"agent_id", "error"}) {
    if (const Json* value = find(out.data, name)) data[name] = *value;
  }
  data["job_ids"] = ids_of(notices, "job_id");
  data["run_ids"] = ids_of(notices, "run_id");
  out.data = std::move(data);
  out.marks.clear();
  for (Notice& notice : notices) {
    for (auto& mark : notice.marks) out.marks.push_back(std::move(mark));
  }
  return out;
}

}  // namespace

std::vector<Notice> gather(std::vector<Notice> notices,
                           const std::set<model::TenantId>& listening) {
  std::vector<Notice> out;
  using Key =
      std::tuple<model::TenantId, NotificationKind, std::string, std::vector<model::UserId>>;
  std::map<Key, std::vector<Notice>> groups;
  for (Notice& notice : notices) {
    if (!can_be_gathered(notice.kind) || listening.contains(notice.tenant_id)) {
      out.push_back(std::move(notice));
      continue;
    }
    Key key{notice.tenant_id, notice.kind, agent_of(notice), notice.audience.people};
    groups[std::move(key)].push_back(std::move(notice));
  }
  for (auto& [key, group] : groups) {
    if (group.size() > kNotGathered) {
      out.push_back(one_of(std::move(group)));
    } else {
      for (Notice& notice : group) out.push_back(std::move(notice));
    }
  }
  return out;
}

}  // namespace elevaite::jobs
