#include "adapters/mail/spool_box.hpp"

#include <gtest/gtest.h>

#include "adapters/mail/open.hpp"
#include "core/test_loop.hpp"
#include "core/uuid.hpp"

namespace elevaite::adapters::mail {
namespace {

namespace fs = std::filesystem;

struct Box : testing::Test {
  asio::io_context loop{1};
  fs::path directory = fs::temp_directory_path() / ("box_" + Uuid::generate().str());
  ManualClock clock;
  std::unique_ptr<ports::Mailer> mailer = open();
  model::TenantId ours = model::TenantId::generate();
  model::TenantId theirs = model::TenantId::generate();

  ~Box() override { fs::remove_all(directory); }
  std::unique_ptr<ports::Mailer> open() {
    MailerOptions options;
    options.clock = &clock;
    return open_mailer("spool:" + directory.string(), options).value();
  }
  void send(model::TenantId tenant_id, std::string subject) {
    ports::Mail mail;
    mail.to = {"ada@example.org"};
    mail.subject = subject;
    mail.text = "Text of " + subject;
    mail.tenant_id = tenant_id;
    mail.idempotency_key = std::move(subject);
    run_task(loop, mailer->send(std::move(mail))).value();
    clock.advance(1s);
  }
  ports::MailBox::Page page(model::TenantId tenant_id, std::string from = "",
                            std::size_t limit = 10) {
    return run_task(loop, mailer->box()->list(tenant_id, std::move(from), limit)).value();
  }
  Result<ports::KeptMail> get(model::TenantId tenant_id, std::string id) {
    return run_task(loop, mailer->box()->get(tenant_id, std::move(id)));
  }
};

}  // namespace

TEST_F(Box, shows_a_tenant_its_own_mail_newest_first_in_pages) {
  for (const char* subject : {"one", "two", "three"}) send(ours, subject);
  send(theirs, "four");
  send({}, "of the platform");
  auto first = page(ours, "", 2);
  ASSERT_EQ(first.mails.size(), 2U);
  EXPECT_EQ(first.mails[0].subject, "three");
  EXPECT_EQ(first.mails[0].text, "") << "the texts are read one by one";
  auto second = page(ours, first.next, 2);
  ASSERT_EQ(second.mails.size(), 1U);
  EXPECT_EQ(second.mails[0].subject, "one");
  EXPECT_EQ(second.next, "");
  EXPECT_EQ(page(theirs).mails.size(), 1U);
  EXPECT_EQ(page(model::TenantId::generate()).mails.size(), 0U);
  EXPECT_EQ(page({}).mails.size(), 0U) << "the platform's own is nobody's";
  EXPECT_EQ(get(ours, first.mails[0].id).value().text, "Text of three");
}

TEST_F(Box, hides_the_mail_of_others_and_what_is_none) {
  send(theirs, "secret");
  send({}, "of the platform");
  auto id = page(theirs).mails[0].id;
  EXPECT_EQ(get(ours, id).error().code, ErrorCode::not_found);
  EXPECT_EQ(get({}, id).error().code, ErrorCode::not_found);
  for (std::string bad : {"", "..", "../../etc/passwd", "tenants", id.c_str() + 1})
    EXPECT_EQ(get(ours, bad).error().code, ErrorCode::not_found) << bad;
  EXPECT_EQ(page(ours, "../../../etc").mails.size(), 0U);
}

TEST_F(Box, enters_a_mail_whose_sender_died_before_it_was_entered) {
  send(ours, "one");
  fs::remove_all(directory / "tenants");
  send(ours, "one");
  send(ours, "one");
  EXPECT_EQ(page(ours).mails.size(), 1U);
}

}  // namespace elevaite::adapters::mail
