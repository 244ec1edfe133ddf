#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "adapters/mail/message.hpp"
#include "adapters/mail/open.hpp"
#include "core/json.hpp"
#include "core/test_loop.hpp"

namespace elevaite::adapters::mail {
namespace {

namespace fs = std::filesystem;

struct SpoolMailer : testing::Test {
  asio::io_context loop{1};
  fs::path directory = fs::temp_directory_path() / ("spool_" + Uuid::generate().str());
  ManualClock clock;

  ~SpoolMailer() override { fs::remove_all(directory); }
  std::unique_ptr<ports::Mailer> open() {
    MailerOptions options;
    options.clock = &clock;
    return open_mailer("spool:" + directory.string(), options).value();
  }
  static ports::Mail mail() {
    ports::Mail mail;
    mail.to = {"ada@example.org"};
    mail.subject = "Order";
    mail.text = "Shipped";
    mail.idempotency_key = "run/step/1";
    return mail;
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(directory), fs::directory_iterator{}));
  }
};

}  // namespace

TEST_F(SpoolMailer, writes_a_message_and_its_fields_for_the_owner_only) {
  auto mailer = open();
  auto sent = mail();
  sent.tenant_id = model::TenantId::generate();
  run_task(loop, mailer->send(sent)).value();
  fs::path base = directory / mail_id(mail());
  std::ifstream file(base.string() + ".json");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  Json fields = parse_json(text).value();
  EXPECT_EQ(find_string(fields, "subject"), "Order");
  EXPECT_EQ(find_string(fields, "from"), "ElevAIte <no-reply@localhost>");
  EXPECT_EQ(find_string(fields, "tenant_id"), sent.tenant_id.str());
  EXPECT_EQ(find_string(fields, "at"), to_rfc3339(clock.now()));
  for (const char* ending : {".json", ".eml"}) {
    struct stat status{};
    ASSERT_EQ(::stat((base.string() + ending).c_str(), &status), 0) << ending;
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << ending;
  }
}

TEST_F(SpoolMailer, keeps_one_mail_for_one_idempotency_key) {
  auto mailer = open();
  ASSERT_TRUE(mailer->deduplicates());
  run_task(loop, mailer->send(mail())).value();
  auto again = mail();
  again.subject = "Another";
  run_task(loop, mailer->send(again)).value();
  EXPECT_EQ(files(), 2U);
  again.idempotency_key = "run/step/2";
  run_task(loop, mailer->send(again)).value();
  EXPECT_EQ(files(), 4U);
}

TEST_F(SpoolMailer, refuses_a_header_injection_and_writes_nothing) {
  auto mailer = open();
  auto hostile = mail();
  hostile.subject = "a\r\nBcc: eve@example.com";
  auto sent = run_task(loop, mailer->send(hostile));
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(files(), 0U);
}

TEST_F(SpoolMailer, says_that_it_cannot_write) {
  auto mailer = open();
  fs::remove_all(directory);
  auto sent = run_task(loop, mailer->send(mail()));
  ASSERT_FALSE(sent.has_value());
  EXPECT_EQ(sent.error().code, ErrorCode::unavailable);
}

TEST(OpenMailer, refuses_wrong_urls_without_repeating_the_password) {
  for (std::string url :
       {"", "imap://host", "spool:", "smtp://", "smtp://u:secret@host:25?tls=maybe",
        "smtps://u:secret@host?tls=off", "smtp://u:secret@host?x=1", "smtp://u:secret word@host",
        "spool:/proc/none/mail"}) {
    auto mailer = open_mailer(url, {});
    ASSERT_FALSE(mailer.has_value()) << url;
    EXPECT_THAT(mailer.error().message, testing::Not(testing::HasSubstr("secret"))) << url;
  }
}

}  // namespace elevaite::adapters::mail
