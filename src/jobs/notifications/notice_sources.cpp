#include "jobs/notifications/notice_sources.hpp"

#include "jobs/notifications/notice_text.hpp"
#include "model/job.hpp"

namespace elevaite::jobs {

using model::NotificationKind;
using ports::Scope;
using ports::SqlValue;
using ports::Statement;

namespace {

// The conditions have the words of the indexes (migrations/0018_notifications.sql).
constexpr std::string_view kJobs =
    "SELECT j.tenant_id, j.id, j.status, j.kind, j.agent_id, j.created_by, j.result, j.error,"
    " j.progress, j.finished_at, j.created_at, a.name, a.created_by"
    " FROM jobs j LEFT JOIN agents a ON a.tenant_id = j.tenant_id AND a.id = j.agent_id"
    " WHERE j.status IN ('succeeded', 'failed')"
    " AND (j.created_by IS NOT NULL OR j.agent_id IS NOT NULL)"
    " AND (j.notified_at IS NULL OR j.notified_at < j.finished_at)"
    " ORDER BY j.finished_at LIMIT $1";
constexpr std::string_view kRuns =
    "SELECT r.tenant_id, r.id, r.status, r.agent_id, r.error, r.idempotency_key, r.finished_at,"
    " a.name, a.created_by, c.user_id"
    " FROM runs r LEFT JOIN agents a ON a.tenant_id = r.tenant_id AND a.id = r.agent_id"
    " LEFT JOIN conversations c ON c.tenant_id = r.tenant_id AND c.id = r.conversation_id"
    " WHERE r.notified_at IS NULL AND NOT r.is_test AND (r.status = 'failed'"
    " OR (r.status = 'succeeded' AND r.finished_at - r.started_at > 30000000))"
    " ORDER BY r.finished_at LIMIT $1";
constexpr std::string_view kApprovals =
    "SELECT n.tenant_id, n.run_id, n.step, n.signal_key, n.title, n.assignees, r.status,"
    " r.agent_id, a.name, a.created_by, c.user_id"
    " FROM approval_notices n LEFT JOIN runs r ON r.tenant_id = n.tenant_id AND r.id = n.run_id"
    " LEFT JOIN agents a ON a.tenant_id = r.tenant_id AND a.id = r.agent_id"
    " LEFT JOIN conversations c ON c.tenant_id = r.tenant_id AND c.id = r.conversation_id"
    " WHERE n.told_at IS NULL ORDER BY n.created_at LIMIT $1";
constexpr std::string_view kFiles =
    "SELECT id, name FROM files WHERE tenant_id = $1 AND status = 'stored' AND created_at >= $2"
    " AND id IN ($3, $4, $5, $6, $7) ORDER BY id";

constexpr std::string_view kMarkJob =
    "UPDATE jobs SET notified_at = $1 WHERE tenant_id = $2 AND id = $3 AND finished_at = $1"
    " AND (notified_at IS NULL OR notified_at < $1)";
constexpr std::string_view kMarkRun =
    "UPDATE runs SET notified_at = $1 WHERE tenant_id = $2 AND id = $3 AND notified_at IS NULL";
constexpr std::string_view kMarkApproval =
    "UPDATE approval_notices SET told_at = $1 WHERE tenant_id = $2 AND run_id = $3 AND step = $4"
    " AND signal_key = $5 AND told_at IS NULL";

constexpr std::size_t kMaxFilesNamed = 5;
constexpr std::size_t kMaxTitle = 200;
constexpr std::size_t kMaxBody = 500;
constexpr int kMaxDepth = 16;

// The run of a job has such a key (engine/run_job.cpp); what is to be told is told of the job.
constexpr std::string_view kJobRunPrefix = "job/";

std::string text_or_empty(const ports::Rows& rows, std::size_t row, std::size_t column) {
  return rows.is_null(row, column) ? std::string() : rows.text(row, column);
}

Json json_or_null(const ports::Rows& rows, std::size_t row, std::size_t column) {
  if (rows.is_null(row, column)) return nullptr;
  auto parsed = parse_json(rows.text(row, column), kMaxStoredJsonDepth);
  return parsed ? std::move(*parsed) : Json(nullptr);
}

void add_person(Audience& audience, const ports::Rows& rows, std::size_t row, std::size_t column) {
  if (!rows.is_null(row, column)) audience.people.push_back(model::UserId{rows.uuid(row, column)});
}

// Ids of files anywhere in what a run answered.
void collect_files(const Json& value, int depth, std::vector<model::FileId>& ids) {
  if (depth == 0 || ids.size() >= kMaxFilesNamed) return;
  if (const auto* text = value.if_string()) {
    auto id = model::FileId::parse(view(*text));
    if (id && std::ranges::find(ids, *id) == ids.end()) ids.push_back(*id);
  } else if (const auto* list = value.if_array()) {
    for (const Json& entry : *list) collect_files(entry, depth - 1, ids);
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) collect_files(member.value(), depth - 1, ids);
  }
}

std::string message_of(const Json& error) {
  return plain_text(find_string(error, "message").value_or(""), kMaxBody);
}

void say_failure(Notice& notice, const std::string& name, const Json& error) {
  notice.title = one_line(name + " failed", kMaxTitle);
  notice.body = message_of(error);
  notice.data["error"] = JsonObject{{"code", find_string(error, "code").value_or("internal")},
                                    {"message", notice.body}};
}

void say_files(Notice& notice, const std::string& name, JsonArray files) {
  notice.kind = NotificationKind::file_ready;
  auto name_of = [](const Json& file) {
    return std::string(find_string(file, "name").value_or(""));
  };
  const auto first = name_of(files.front());
  if (files.size() == 1) {
    notice.title = one_line(first + " is ready", kMaxTitle);
    notice.body = one_line("Made by " + name + ".", kMaxBody);
  } else {
    notice.title =
        one_line(std::to_string(files.size()) + " files are ready: " + first + " …", kMaxTitle);
    for (const Json& file : files) notice.body += name_of(file) + "\n";
  }
  notice.data["files"] = std::move(files);
}

}  // namespace

Task<Result<JsonArray>> NoticeSources::files_of(model::TenantId tenant_id, Json result,
                                                Instant since) {
  std::vector<model::FileId> ids;
  collect_files(result, kMaxDepth, ids);
  JsonArray files;
  if (ids.empty()) co_return files;
  ids.resize(kMaxFilesNamed);
  Statement select{kFiles, {tenant_id.uuid, to_micros(since)}};
  for (const auto& id : ids) select.params.emplace_back(id.uuid);
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(select)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    files.push_back(
        JsonObject{{"id", model::FileId{rows.uuid(i, 0)}.str()}, {"name", rows.text(i, 1)}});
  }
  co_return files;
}

Task<Result<void>> NoticeSources::find_jobs(Found& found, std::size_t limit) {
  Statement select{kJobs, {static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(select)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Notice notice;
    notice.tenant_id.uuid = rows.uuid(i, 0);
    const model::JobId id{rows.uuid(i, 1)};
    const bool is_failed = rows.text(i, 2) == "failed";
    notice.marks.push_back({kMarkJob, {rows.integer(i, 9), notice.tenant_id.uuid, id.uuid}});
    notice.data["job_id"] = id.str();
    if (!rows.is_null(i, 4)) notice.data["agent_id"] = model::AgentId{rows.uuid(i, 4)}.str();
    add_person(notice.audience, rows, i, 5);
    notice.link = "/jobs/" + id.str();
    if (auto run_id = find_string(json_or_null(rows, i, 8), "run_id")) {
      notice.data["run_id"] = *run_id;
      notice.link = "/runs/" + std::string(*run_id);
    }
    auto name = text_or_empty(rows, i, 11);
    if (name.empty()) name = rows.text(i, 3);
    notice.about = name;
    if (is_failed) {
      notice.kind = NotificationKind::job_failed;
      add_person(notice.audience, rows, i, 12);
      say_failure(notice, name, json_or_null(rows, i, 7));
    } else {
      notice.title = one_line(name + " is done", kMaxTitle);
      auto result = json_or_null(rows, i, 6);
      CO_TRY(auto files, co_await files_of(notice.tenant_id, std::move(result),
                                           from_micros(rows.integer(i, 10))));
      if (!files.empty()) say_files(notice, name, std::move(files));
    }
    found.notices.push_back(std::move(notice));
  }
  co_return Result<void>();
}

Task<Result<void>> NoticeSources::find_runs(Found& found, std::size_t limit) {
  Statement select{kRuns, {static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(select)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Notice notice;
    notice.tenant_id.uuid = rows.uuid(i, 0);
    const model::RunId id{rows.uuid(i, 1)};
    notice.marks.push_back({kMarkRun, {rows.integer(i, 6), notice.tenant_id.uuid, id.uuid}});
    if (text_or_empty(rows, i, 5).starts_with(kJobRunPrefix)) {
      found.marks.push_back(std::move(notice.marks.front()));
      continue;
    }
    notice.data["run_id"] = id.str();
    notice.data["agent_id"] = model::AgentId{rows.uuid(i, 3)}.str();
    notice.link = "/runs/" + id.str();
    add_person(notice.audience, rows, i, 9);
    const auto name = text_or_empty(rows, i, 7);
    notice.about = name;
    if (rows.text(i, 2) == "failed") {
      notice.kind = NotificationKind::run_failed;
      add_person(notice.audience, rows, i, 8);
      say_failure(notice, name, json_or_null(rows, i, 4));
    } else {
      notice.kind = NotificationKind::run_succeeded;
      notice.title = one_line(name + " is done", kMaxTitle);
    }
    found.notices.push_back(std::move(notice));
  }
  co_return Result<void>();
}

Task<Result<void>> NoticeSources::find_approvals(Found& found, std::size_t limit) {
  Statement select{kApprovals, {static_cast<std::int64_t>(limit)}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(select)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Notice notice;
    notice.kind = NotificationKind::approval_needed;
    notice.tenant_id.uuid = rows.uuid(i, 0);
    const model::RunId id{rows.uuid(i, 1)};
    notice.marks.push_back({kMarkApproval,
                            {to_micros(clock_.now()), notice.tenant_id.uuid, id.uuid,
                             rows.text(i, 2), rows.text(i, 3)}});
    const auto status = text_or_empty(rows, i, 6);
    if (status != "waiting" && status != "running") {  // it has ended, or is gone
      found.marks.push_back(std::move(notice.marks.front()));
      continue;
    }
    notice.data["run_id"] = id.str();
    notice.data["agent_id"] = model::AgentId{rows.uuid(i, 7)}.str();
    notice.data["step"] = rows.text(i, 2);
    notice.link = "/runs/" + id.str();
    notice.title = one_line("Approval needed: " + rows.text(i, 4), kMaxTitle);
    notice.body = one_line("Asked by " + text_or_empty(rows, i, 8) + ".", kMaxBody);
    notice.audience.are_deciders = true;
    add_person(notice.audience, rows, i, 9);
    add_person(notice.audience, rows, i, 10);
    auto assignees = json_or_null(rows, i, 5);
    if (assignees.is_array()) {
      for (const Json& address : assignees.get_array())
        notice.audience.addresses.push_back(display_text(address));
    }
    found.notices.push_back(std::move(notice));
  }
  co_return Result<void>();
}

Task<Result<NoticeSources::Found>> NoticeSources::find(std::size_t limit) {
  Found found;
  CO_CHECK(co_await find_jobs(found, limit));
  CO_CHECK(co_await find_runs(found, limit));
  CO_CHECK(co_await find_approvals(found, limit));
  co_return found;
}

}  // namespace elevaite::jobs
