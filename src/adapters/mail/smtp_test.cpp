// Against a real SMTP server on loopback (tests/fixtures/smtp_sink.py).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "adapters/mail/open.hpp"
#include "core/json.hpp"
#include "core/test_loop.hpp"
#include "core/uuid.hpp"

namespace elevaite::adapters::mail {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class SmtpSink {
 public:
  explicit SmtpSink(std::vector<std::string> arguments) {
    fs::path script = fs::path(__FILE__).parent_path() / "../../../tests/fixtures/smtp_sink.py";
    arguments.insert(arguments.begin(), {"/usr/bin/python3", script.lexically_normal().string()});
    int to_child[2];
    int from_child[2];
    if (::pipe(to_child) != 0 || ::pipe(from_child) != 0) std::abort();
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(to_child[0], 0);
      ::dup2(from_child[1], 1);
      for (int file = 3; file < 256; ++file) ::close(file);
      std::vector<char*> words;
      for (std::string& argument : arguments) words.push_back(argument.data());
      words.push_back(nullptr);
      ::execv(words[0], words.data());
      ::_exit(127);
    }
    ::close(to_child[0]);
    ::close(from_child[1]);
    input_ = to_child[1];
    output_ = ::fdopen(from_child[0], "r");
    port = read_line();
  }
  ~SmtpSink() {
    ::close(input_);
    ::fclose(output_);
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  SmtpSink(const SmtpSink&) = delete;
  SmtpSink& operator=(const SmtpSink&) = delete;

  Json next_mail() { return parse_json(read_line()).value(); }

  std::string port;

 private:
  std::string read_line() {
    std::string line;
    for (int c = std::fgetc(output_); c != EOF && c != '\n'; c = std::fgetc(output_)) {
      line += static_cast<char>(c);
    }
    return line;
  }
  pid_t process_ = -1;
  int input_ = -1;
  FILE* output_ = nullptr;
};

ports::Mail mail_to(std::string address) {
  ports::Mail mail;
  mail.to = {std::move(address)};
  mail.subject = "Gr\u00fc\u00dfe";
  mail.text = "line one\n.\nline three";
  mail.idempotency_key = "run/step/1";
  return mail;
}

Result<void> send(std::string_view url, ports::Mail mail, Duration timeout = 20s) {
  asio::io_context loop{1};
  MailerOptions options;
  options.from = "Shop <shop@example.com>";
  options.timeout = timeout;
  auto mailer = open_mailer(url, options).value();
  return run_task(loop, mailer->send(std::move(mail)));
}

}  // namespace

TEST(SmtpMailer, delivers_a_mail_to_every_recipient) {
  SmtpSink sink({});
  auto mail = mail_to("Ada <ada@example.org>");
  mail.cc = {"bob@example.org"};
  send("smtp://127.0.0.1:" + sink.port, mail).value();
  Json received = sink.next_mail();
  EXPECT_EQ(find_string(received, "from"), "shop@example.com");
  EXPECT_EQ(to_text(*find(received, "to")), R"(["ada@example.org","bob@example.org"])");
  std::string data(*find_string(received, "data"));
  EXPECT_THAT(data, HasSubstr("Subject: =?UTF-8?B?R3LDvMOfZQ==?="));
  EXPECT_THAT(data, HasSubstr("Message-ID: <"));
  EXPECT_THAT(data, HasSubstr("bGluZSBvbmUKLgpsaW5lIHRocmVl"));
}

TEST(SmtpMailer, signs_in_and_says_when_the_password_is_wrong) {
  SmtpSink sink({"--auth", "shop:p@ss"});
  send("smtp://shop:p%40ss@127.0.0.1:" + sink.port, mail_to("ada@example.org")).value();
  EXPECT_EQ(find_string(sink.next_mail(), "user"), "shop");
  auto refused = send("smtp://shop:wrong@127.0.0.1:" + sink.port, mail_to("ada@example.org"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
}

TEST(SmtpMailer, tells_refused_for_good_from_refused_for_now) {
  SmtpSink sink({});
  auto gone = send("smtp://127.0.0.1:" + sink.port, mail_to("reject@example.org"));
  ASSERT_FALSE(gone.has_value());
  EXPECT_EQ(gone.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(gone.error().reason, "mail_refused");
  auto later = send("smtp://127.0.0.1:" + sink.port, mail_to("later@example.org"));
  ASSERT_FALSE(later.has_value());
  EXPECT_EQ(later.error().code, ErrorCode::unavailable);
  EXPECT_EQ(later.error().reason, "mail_deferred");
}

TEST(SmtpMailer, gives_up_on_a_server_that_stalls) {
  SmtpSink sink({});
  auto stalled = send("smtp://127.0.0.1:" + sink.port, mail_to("stall@example.org"), 300ms);
  ASSERT_FALSE(stalled.has_value());
  EXPECT_EQ(stalled.error().code, ErrorCode::timeout);
}

TEST(SmtpMailer, says_that_nobody_listens) {
  std::string port;
  {
    port = SmtpSink({}).port;
  }
  auto refused = send("smtp://127.0.0.1:" + port, mail_to("ada@example.org"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
}

TEST(SmtpMailer, requires_tls_when_told_and_trusts_only_the_given_authority) {
  fs::path directory = fs::temp_directory_path() / ("smtp_" + Uuid::generate().str());
  fs::create_directory(directory);
  std::string certificate = directory / "cert.pem";
  std::string key = directory / "key.pem";
  std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
      " -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout " +
      key + " -out " + certificate + " 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  {
    SmtpSink sink({"--tls", certificate, key});
    std::string url = "smtp://localhost:" + sink.port + "?tls=require";
    auto untrusted = send(url, mail_to("ada@example.org"));
    ASSERT_FALSE(untrusted.has_value());
    EXPECT_EQ(untrusted.error().reason, "mail_tls");
    send(url + "&ca=" + certificate, mail_to("ada@example.org")).value();
    EXPECT_EQ(find_bool(sink.next_mail(), "tls"), true);
  }
  SmtpSink plain({});
  auto refused =
      send("smtp://127.0.0.1:" + plain.port + "?tls=require", mail_to("ada@example.org"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().reason, "mail_tls");
  fs::remove_all(directory);
}

}  // namespace elevaite::adapters::mail
