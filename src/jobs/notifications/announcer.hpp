// Tells of something that happened: one transaction marks the source as told of, and writes what
// each person finds in the app and what is to be brought to mailboxes, Slack and endpoints. Whoever
// comes second changes nothing, so that nobody is told twice, and a crash loses nothing.
#pragma once
#include "core/time.hpp"
#include "model/notification.hpp"
#include "ports/database.hpp"

namespace elevaite::jobs {

struct AnnouncerOptions {
  std::string app_origin;  // of the ElevAIte App, for links outside of it
  std::int64_t mails_per_hour = 30;
  std::int64_t kept = 1000;  // notifications of one person
};

// Who is told.
struct Audience {
  std::vector<model::UserId> people{};  // who of them is no member is left out
  // Those who may answer approvals: these addresses, or else `people`, or else the admins.
  bool are_deciders = false;
  std::vector<std::string> addresses{};
  bool are_admins = false;
};

struct Notice {
  model::TenantId tenant_id;
  model::NotificationKind kind = model::NotificationKind::job_succeeded;
  std::string title;
  std::string body;
  std::string link;  // a path of the ElevAIte App
  JsonObject data;
  Audience audience{};
  std::string about{};  // the agent's name
  // Mark the sources; each must affect a row, or somebody else was first.
  std::vector<ports::Statement> marks{};
};

class Announcer {
 public:
  Announcer(ports::Database& database, const Clock& clock, AnnouncerOptions options)
      : database_(database), clock_(clock), options_(std::move(options)) {}

  // False: it was told of already.
  Task<Result<bool>> tell(Notice notice);

 private:
  struct Recipient;
  Task<Result<std::vector<Recipient>>> recipients(const Notice& notice);
  Task<Result<std::vector<Uuid>>> endpoints(const Notice& notice, std::string type);
  void add_app(std::vector<ports::Statement>& batch, const Notice& notice, model::NoticeId id,
               model::UserId user_id) const;
  void add_personal(std::vector<ports::Statement>& batch, const Notice& notice, model::NoticeId id,
                    const Recipient& who) const;
  void add_webhooks(std::vector<ports::Statement>& batch, const Notice& notice, model::NoticeId id,
                    const std::vector<Uuid>& endpoint_ids) const;

  ports::Database& database_;
  const Clock& clock_;
  AnnouncerOptions options_;
};

}  // namespace elevaite::jobs
