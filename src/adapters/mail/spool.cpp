// Mails as files, for a platform without a mail server: the app shows them. A mail is <id>.eml, and
// <id>.json with its fields; the .json is written last, so a mail that has one is complete.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "adapters/mail/message.hpp"
#include "adapters/mail/open.hpp"
#include "adapters/mail/spool_box.hpp"
#include "core/thread_pool.hpp"

namespace elevaite::adapters::mail {
namespace {

namespace fs = std::filesystem;

Error cannot_write(const fs::path& path) {
  return Error{ErrorCode::unavailable,
               fmt::format("The mail spool cannot write {}: {}.", path.filename().string(),
                           std::strerror(errno)),
               "spool_write"};
}

Result<void> write_all(int file, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return cannot_write(path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0) return cannot_write(path);
  return {};
}

// Readers see the whole file or none.
Result<void> write_atomically(const fs::path& path, std::string_view bytes) {
  fs::path temporary = path.parent_path() / ("." + Uuid::generate().str() + ".partial");
  int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return cannot_write(path);
  auto written = write_all(file, bytes, path);
  ::close(file);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = cannot_write(path);
  if (!written) ::unlink(temporary.c_str());
  return written;
}

JsonArray to_array(const std::vector<std::string>& texts) {
  return JsonArray(texts.begin(), texts.end());
}

class SpoolMailer final : public ports::Mailer {
 public:
  SpoolMailer(fs::path directory, MailerOptions options)
      : directory_(std::move(directory)), options_(std::move(options)), box_(directory_) {}

  Task<Result<void>> send(ports::Mail mail) override {
    if (mail.from.empty()) mail.from = options_.from;
    CO_CHECK(check_mail(mail));
    auto write = [this, mail = std::move(mail), at = options_.clock->now()] {
      return write_mail(mail, at);
    };
    co_return co_await threads_.run<void>(std::move(write));
  }

  bool deduplicates() const override { return true; }
  ports::MailBox* box() override { return &box_; }

 private:
  Result<void> write_mail(const ports::Mail& mail, Instant at) const {
    std::string id = mail_id(mail);
    fs::path envelope = directory_ / (id + ".json");
    std::error_code ignored;
    if (fs::exists(envelope, ignored)) return index_mail(directory_, id);
    CHECK(write_atomically(directory_ / (id + ".eml"), render_message(mail, id, at)));
    JsonObject fields{
        {"id", id},
        {"tenant_id", mail.tenant_id.is_nil() ? Json(nullptr) : Json(mail.tenant_id.str())},
        {"at", to_rfc3339(at)},
        {"from", mail.from},
        {"to", to_array(mail.to)},
        {"cc", to_array(mail.cc)},
        {"subject", mail.subject},
        {"text", mail.text},
        {"html", mail.html}};
    CHECK(write_atomically(envelope, to_text(fields)));
    return index_mail(directory_, id);
  }

  fs::path directory_;
  MailerOptions options_;
  SpoolBox box_;
  ThreadPool threads_{1, 256};  // fsync blocks
};

}  // namespace

Result<std::unique_ptr<ports::Mailer>> open_spool_mailer(std::string_view url,
                                                         MailerOptions options) {
  std::string_view text = url.substr(std::string_view("spool:").size());
  if (text.starts_with("//")) text.remove_prefix(2);
  if (text.empty()) {
    return invalid_field("mail_url", "directory", "mail_url needs a directory: spool:var/mail.");
  }
  fs::path directory(text);
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (failure || !fs::is_directory(directory, failure)) {
    return invalid_field("mail_url", "directory",
                         fmt::format("mail_url names {}, which cannot be created: {}.",
                                     directory.string(), failure.message()));
  }
  ::chmod(directory.c_str(), 0700);
  return std::make_unique<SpoolMailer>(std::move(directory), std::move(options));
}

}  // namespace elevaite::adapters::mail
