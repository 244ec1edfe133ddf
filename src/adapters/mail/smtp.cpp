// Mails over SMTP with libcurl, on a few threads of its own: a delivery takes many round trips and
// is rare compared with everything else.
#include <curl/curl.h>
#include <fmt/format.h>

#include <boost/url.hpp>
#include <cstring>

#include "adapters/mail/message.hpp"
#include "adapters/mail/open.hpp"
#include "core/assert.hpp"
#include "core/thread_pool.hpp"

namespace elevaite::adapters::mail {
namespace {

enum class Tls { off, opportunistic, required, implicit };

struct SmtpServer {
  std::string url;  // smtp://host:port, without userinfo
  std::string user;
  std::string password;
  std::string ca_file;
  Tls tls = Tls::required;
};

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

using StringList = std::unique_ptr<curl_slist, CurlDeleter>;

StringList recipients_of(const ports::Mail& mail) {
  curl_slist* list = nullptr;
  for (const auto* group : {&mail.to, &mail.cc}) {
    for (const std::string& text : *group) {
      auto recipient = parse_address("to", text);
      ASSERT(recipient.has_value());  // check_mail() has passed
      list = curl_slist_append(list, ("<" + recipient->address + ">").c_str());
    }
  }
  return StringList(list);
}

struct Upload {
  std::string_view rest;
};

std::size_t read_upload(char* out, std::size_t size, std::size_t count, void* data) {
  auto& rest = static_cast<Upload*>(data)->rest;
  std::size_t length = std::min(size * count, rest.size());
  std::memcpy(out, rest.data(), length);
  rest.remove_prefix(length);
  return length;
}

Error refused(long reply) {
  if (reply >= 500) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("The mail server refused the mail for good (reply {}). Check the "
                             "sender and the recipients.",
                             reply),
                 "mail_refused"};
  }
  return Error{ErrorCode::unavailable,
               fmt::format("The mail server refused the mail for now (reply {}).", reply),
               "mail_deferred"};
}

// `is_sent`: the server had the whole mail when the connection failed, so it may have delivered it.
Error to_error(CURLcode code, long reply, bool is_sent) {
  if (code == CURLE_LOGIN_DENIED) {
    return Error{ErrorCode::unauthenticated,
                 "The mail server refused the user or the password. Check mail_url.", "mail_login"};
  }
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
      code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_CACERT_BADFILE) {
    return Error{
        ErrorCode::unavailable,
        fmt::format("No trusted TLS connection to the mail server: {}.", curl_easy_strerror(code)),
        "mail_tls"};
  }
  if (reply >= 400 && reply < 600) return refused(reply);
  if (is_sent) {
    return Error{
        ErrorCode::unavailable,
        "The connection broke after the mail was sent: whether it was accepted is unknown.",
        "outcome_unknown"};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return Error{ErrorCode::timeout, "The mail server did not answer in time.", "timeout"};
  }
  return Error{ErrorCode::unavailable,
               fmt::format("The mail server cannot be reached: {}.", curl_easy_strerror(code)),
               "mail_connection"};
}

class SmtpMailer final : public ports::Mailer {
 public:
  SmtpMailer(SmtpServer server, MailerOptions options)
      : server_(std::move(server)), options_(std::move(options)) {}

  Task<Result<void>> send(ports::Mail mail) override {
    if (mail.from.empty()) mail.from = options_.from;
    CO_CHECK(check_mail(mail));
    auto deliver = [this, mail = std::move(mail), at = options_.clock->now()] {
      return deliver_mail(mail, at);
    };
    co_return co_await threads_.run<void>(std::move(deliver));
  }

  bool deduplicates() const override { return false; }

 private:
  void set_connection(CURL* curl) const {
    curl_easy_setopt(curl, CURLOPT_URL, server_.url.c_str());
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(options_.timeout).count();
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limit));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(std::min<long>(limit, 10000)));
    if (!server_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, server_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, server_.password.c_str());
    }
    if (!server_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, server_.ca_file.c_str());
    long ssl = CURLUSESSL_ALL;
    if (server_.tls == Tls::off) ssl = CURLUSESSL_NONE;
    if (server_.tls == Tls::opportunistic) ssl = CURLUSESSL_TRY;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, ssl);
  }

  Result<void> deliver_mail(const ports::Mail& mail, Instant at) const {
    std::unique_ptr<CURL, CurlDeleter> curl(curl_easy_init());
    if (!curl) return internal_error("libcurl could not be started.");
    set_connection(curl.get());
    TRY(MailAddress from, parse_address("from", mail.from));
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + from.address + ">").c_str());
    auto recipients = recipients_of(mail);
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    std::string message = render_message(mail, mail_id(mail), at);
    Upload upload{message};
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, &read_upload);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
    CURLcode code = curl_easy_perform(curl.get());
    if (code == CURLE_OK) return {};
    long reply = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply);
    return to_error(code, reply, upload.rest.empty());
  }

  SmtpServer server_;
  MailerOptions options_;
  ThreadPool threads_{4, 256};
};

Error bad_url(std::string_view problem) {
  return invalid_field("mail_url", "invalid", fmt::format("mail_url {}.", problem));
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Result<void> read_parameters(const boost::urls::url_view& url, SmtpServer& server) {
  for (auto parameter : url.params()) {
    if (parameter.key == "ca") {
      server.ca_file = parameter.value;
    } else if (parameter.key != "tls" || url.scheme() == "smtps") {
      return bad_url("has an unknown parameter: only tls (not with smtps) and ca are known");
    } else if (parameter.value == "require") {
      server.tls = Tls::required;
    } else if (parameter.value == "try") {
      server.tls = Tls::opportunistic;
    } else if (parameter.value == "off") {
      server.tls = Tls::off;
    } else {
      return bad_url("has a wrong tls parameter: require, try or off");
    }
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<ports::Mailer>> open_smtp_mailer(std::string_view text,
                                                        MailerOptions options) {
  auto parsed = boost::urls::parse_uri(text);
  if (!parsed) return bad_url("is not a URL: percent-encode special characters of the password");
  const boost::urls::url_view& url = *parsed;
  if (url.host().empty()) return bad_url("needs a host");
  bool is_smtps = url.scheme() == "smtps";
  SmtpServer server;
  std::string port(url.port());
  if (port.empty()) port = is_smtps ? "465" : "587";
  server.url = fmt::format("{}://{}:{}", std::string_view(url.scheme().data(), url.scheme().size()),
                           url.encoded_host().decode(), port);
  server.user = url.user();
  server.password = url.password();
  server.tls = is_loopback(url.host()) ? Tls::opportunistic : Tls::required;
  if (is_smtps) server.tls = Tls::implicit;
  CHECK(read_parameters(url, server));
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) return internal_error("libcurl could not be started.");
  return std::make_unique<SmtpMailer>(std::move(server), std::move(options));
}

}  // namespace elevaite::adapters::mail
