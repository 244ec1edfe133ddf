#include "adapters/mail/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace elevaite::adapters::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

ports::Mail simple_mail() {
  ports::Mail mail;
  mail.from = "Shop <shop@example.com>";
  mail.to = {"ada@example.org"};
  mail.subject = "Order 1042";
  mail.text = "It is on its way.";
  mail.idempotency_key = "run/step/1";
  return mail;
}

std::string error_field(const ports::Mail& mail) {
  auto checked = check_mail(mail);
  if (checked) return "";
  return checked.error().fields.empty() ? "?" : checked.error().fields[0].field;
}

}  // namespace

TEST(MailMessage, accepts_a_simple_mail) { EXPECT_EQ(error_field(simple_mail()), ""); }

TEST(MailMessage, refuses_line_breaks_in_every_header_value) {
  auto mail = simple_mail();
  mail.subject = "Hello\r\nBcc: eve@example.com";
  EXPECT_EQ(error_field(mail), "subject");
  mail = simple_mail();
  mail.subject = "Hello\nBcc: eve@example.com";
  EXPECT_EQ(error_field(mail), "subject");
  mail = simple_mail();
  mail.to = {"ada@example.org", "x@example.org\r\nRCPT TO:<eve@example.com>"};
  EXPECT_EQ(error_field(mail), "to[1]");
  mail = simple_mail();
  mail.cc = {"Ada\n <ada@example.org>"};
  EXPECT_EQ(error_field(mail), "cc[0]");
  mail = simple_mail();
  mail.from = "Shop\r <shop@example.com>";
  EXPECT_EQ(error_field(mail), "from");
}

TEST(MailMessage, refuses_what_is_no_address) {
  for (std::string wrong :
       {"", "ada", "ada@", "@example.org", "a da@example.org", "ada@exa mple.org",
        "ada@example..org", ".ada@example.org", "Ada <ada@example.org", "<>", "a@b@c d",
        "ada@-example.org", "\u00e4da@example.org>"}) {
    EXPECT_FALSE(parse_address("to", wrong).has_value()) << wrong;
  }
}

TEST(MailMessage, reads_a_name_before_the_address) {
  auto parsed = parse_address("to", "\"Lovelace, Ada\" <ada@example.org>").value();
  EXPECT_EQ(parsed.name, "Lovelace, Ada");
  EXPECT_EQ(parsed.address, "ada@example.org");
}

TEST(MailMessage, refuses_no_recipient_and_too_many) {
  auto mail = simple_mail();
  mail.to.clear();
  EXPECT_EQ(error_field(mail), "to");
  mail.to.assign(kMaxRecipients + 1, "ada@example.org");
  EXPECT_EQ(error_field(mail), "to");
}

TEST(MailMessage, renders_headers_and_a_message_id_from_the_key) {
  auto mail = simple_mail();
  std::string id = mail_id(mail);
  EXPECT_EQ(id, mail_id(simple_mail()));
  std::string text = render_message(mail, id, Instant{std::chrono::seconds(1790000000)});
  EXPECT_THAT(text, HasSubstr("From: \"Shop\" <shop@example.com>\r\nTo: ada@example.org\r\n"));
  EXPECT_THAT(text, HasSubstr("Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n"));
  EXPECT_THAT(text, HasSubstr("Message-ID: <" + id + "@example.com>\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\n\r\nSXQgaXMgb24gaXRzIHdheS4=\r\n"));
  mail.idempotency_key = "run/step/2";
  EXPECT_NE(mail_id(mail), id);
}

TEST(MailMessage, encodes_a_subject_that_is_not_ascii_without_splitting_a_character) {
  auto mail = simple_mail();
  mail.subject = "";
  for (int i = 0; i < 40; ++i) mail.subject += "\u20ac";
  std::string text = render_message(mail, "id", {});
  std::size_t start = text.find("Subject: ");
  std::string subject = text.substr(start, text.find("Date: ") - start);
  EXPECT_THAT(subject, HasSubstr("Subject: =?UTF-8?B?4oKs4oKs"));
  EXPECT_THAT(subject, HasSubstr("?=\r\n =?UTF-8?B?4oKs"));
  for (char c : subject) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST(MailMessage, encodes_a_subject_that_looks_encoded) {
  auto mail = simple_mail();
  mail.subject = "=?UTF-8?B?QmNj?=";
  EXPECT_THAT(render_message(mail, "id", {}), Not(HasSubstr("Subject: =?UTF-8?B?QmNj?=\r\n")));
}

TEST(MailMessage, offers_text_and_html_as_alternatives) {
  auto mail = simple_mail();
  mail.html = "<b>Hi</b>";
  std::string text = render_message(mail, "abc", {});
  EXPECT_THAT(text, HasSubstr("multipart/alternative; boundary=\"part-abc\""));
  EXPECT_THAT(text, HasSubstr("Content-Type: text/html; charset=utf-8"));
  EXPECT_THAT(text, HasSubstr("--part-abc--\r\n"));
}

}  // namespace elevaite::adapters::mail
