#include "jobs/notifications/notice_groups.hpp"

#include <gtest/gtest.h>

#include "jobs/notifications/notice_text.hpp"

namespace elevaite::jobs {

using model::NotificationKind;

namespace {

std::vector<Notice> many(std::size_t count, model::TenantId tenant, NotificationKind kind) {
  std::vector<Notice> notices;
  for (std::size_t i = 0; i < count; ++i) {
    Notice notice;
    notice.tenant_id = tenant;
    notice.kind = kind;
    notice.about = "Desk";
    notice.data = {{"job_id", "job_" + std::to_string(i)}, {"agent_id", "agt_1"}};
    notice.marks.push_back({"UPDATE", {static_cast<std::int64_t>(i)}});
    notices.push_back(std::move(notice));
  }
  return notices;
}

}  // namespace

TEST(NoticeGroups, make_one_of_many_and_mark_each) {
  auto tenant = model::TenantId::generate();
  auto gathered = gather(many(30, tenant, NotificationKind::job_failed), {});
  ASSERT_EQ(gathered.size(), 1U);
  EXPECT_EQ(gathered[0].title, "30 runs of Desk failed");
  EXPECT_EQ(gathered[0].marks.size(), 30U);
  EXPECT_EQ(find_int(gathered[0].data, "count"), 30);
  EXPECT_EQ(find_array(gathered[0].data, "job_ids")->size(), 20U);
  EXPECT_EQ(gathered[0].link, "/runs?agent=agt_1");
}

TEST(NoticeGroups, leave_alone_what_is_few_or_asks_for_something_or_is_listened_to) {
  auto tenant = model::TenantId::generate();
  EXPECT_EQ(gather(many(5, tenant, NotificationKind::job_succeeded), {}).size(), 5U);
  EXPECT_EQ(gather(many(30, tenant, NotificationKind::approval_needed), {}).size(), 30U);
  EXPECT_EQ(gather(many(30, tenant, NotificationKind::file_ready), {}).size(), 30U);
  EXPECT_EQ(gather(many(30, tenant, NotificationKind::run_failed), {tenant}).size(), 30U);
}

TEST(NoticeGroups, keep_people_and_kinds_apart) {
  auto tenant = model::TenantId::generate();
  auto notices = many(12, tenant, NotificationKind::job_succeeded);
  auto ada = model::UserId::generate();
  for (std::size_t i = 0; i < 6; ++i) notices[i].audience.people = {ada};
  auto failed = many(2, tenant, NotificationKind::job_failed);
  notices.insert(notices.end(), failed.begin(), failed.end());
  EXPECT_EQ(gather(std::move(notices), {}).size(), 4U);
}

TEST(NoticeText, becomes_no_header_and_no_markup) {
  EXPECT_EQ(one_line("a\r\nBcc: eve", 200), "a  Bcc: eve");
  EXPECT_EQ(plain_text(std::string_view("a\nb\0c", 5), 200), "a\nb c");
  EXPECT_EQ(one_line("\xc3\xa4\xc3\xb6", 3), "\xc3\xa4");
  Notice notice;
  notice.title = "a <b> & c\n";
  notice.link = "/runs/run_1";
  auto mail = mail_payload(notice, "ada@example.com", "https://app.test/");
  EXPECT_EQ(find_string(mail, "subject"), "a <b> & c ");
  EXPECT_NE(find_string(mail, "text")->find("\nhttps://app.test/runs/run_1\n"), std::string::npos);
  auto slack = slack_payload(notice, {}, "https://app.test");
  EXPECT_EQ(find_string(slack, "text"),
            "*a &lt;b&gt; &amp; c\n*\n<https://app.test/runs/run_1|Open>");
  auto body = parse_json(webhook_payload(notice, Instant(), "https://app.test")).value();
  EXPECT_EQ(find_string(body, "type"), "job.succeeded");
}

}  // namespace elevaite::jobs
