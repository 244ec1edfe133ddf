#include "adapters/mail/spool_box.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace elevaite::adapters::mail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIdDigits = 32;
constexpr std::size_t kMaxPage = 50;

bool is_id(std::string_view text) {
  return text.size() == kIdDigits &&
         std::ranges::all_of(text, [](char c) { return std::isxdigit(static_cast<int>(c)) != 0; });
}

Result<Json> read_envelope(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return not_found("mail");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  return parse_json(text);
}

std::vector<std::string> texts_of(const Json& envelope, std::string_view name) {
  std::vector<std::string> out;
  if (const auto* list = find_array(envelope, name)) {
    for (const Json& entry : *list) out.push_back(display_text(entry));
  }
  return out;
}

ports::KeptMail mail_from(const Json& envelope) {
  auto text = [&envelope](std::string_view name) {
    return std::string(find_string(envelope, name).value_or(""));
  };
  ports::KeptMail mail;
  mail.id = text("id");
  mail.at = parse_rfc3339(text("at")).value_or(Instant());
  mail.from = text("from");
  mail.to = texts_of(envelope, "to");
  mail.cc = texts_of(envelope, "cc");
  mail.subject = text("subject");
  mail.text = text("text");
  mail.html = text("html");
  return mail;
}

// Sorted as text they are sorted by time.
std::string index_name(Instant at, std::string_view id) {
  return fmt::format("{:020}-{}", to_micros(at), id);
}

fs::path index_of(const fs::path& spool, model::TenantId tenant_id) {
  return spool / "tenants" / tenant_id.str();
}

}  // namespace

Result<void> index_mail(const fs::path& spool, const std::string& id) {
  const fs::path path = spool / (id + ".json");
  TRY(auto envelope, read_envelope(path));
  auto tenant_id = model::TenantId::parse(find_string(envelope, "tenant_id").value_or(""));
  if (!tenant_id) return {};  // the platform's own
  const fs::path index = index_of(spool, *tenant_id);
  std::error_code failure;
  fs::create_directories(index, failure);
  const auto name = index / index_name(mail_from(envelope).at, id);
  if (!failure && (::link(path.c_str(), name.c_str()) == 0 || errno == EEXIST)) return {};
  return Error{ErrorCode::unavailable,
               fmt::format("The mail spool cannot write its index: {}.",
                           failure ? failure.message() : std::strerror(errno)),
               "spool_write"};
}

Result<ports::MailBox::Page> SpoolBox::read_page(model::TenantId tenant_id, const std::string& from,
                                                 std::size_t limit) const {
  std::vector<std::string> names;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(index_of(spool_, tenant_id), failure)) {
    std::string name = entry.path().filename().string();
    if (from.empty() || name <= from) names.push_back(std::move(name));
  }
  std::ranges::sort(names, std::greater<>());
  Page page;
  for (std::string& name : names) {
    if (page.mails.size() == std::min(limit, kMaxPage)) {
      page.next = std::move(name);
      break;
    }
    auto envelope = read_envelope(index_of(spool_, tenant_id) / name);
    if (!envelope) continue;  // removed meanwhile
    auto mail = mail_from(*envelope);
    // Of a page only the heads are shown.
    mail.text.clear();
    mail.html.clear();
    page.mails.push_back(std::move(mail));
  }
  return page;
}

Result<ports::KeptMail> SpoolBox::read_mail(model::TenantId tenant_id,
                                            const std::string& id) const {
  if (!is_id(id)) return not_found("mail");
  TRY(auto envelope, read_envelope(spool_ / (id + ".json")));
  if (find_string(envelope, "tenant_id") != tenant_id.str()) return not_found("mail");
  return mail_from(envelope);
}

Task<Result<ports::MailBox::Page>> SpoolBox::list(model::TenantId tenant_id, std::string from,
                                                  std::size_t limit) {
  auto read = [this, tenant_id, from = std::move(from), limit] {
    return read_page(tenant_id, from, limit);
  };
  co_return co_await threads_.run<Page>(std::move(read));
}

Task<Result<ports::KeptMail>> SpoolBox::get(model::TenantId tenant_id, std::string id) {
  auto read = [this, tenant_id, id = std::move(id)] { return read_mail(tenant_id, id); };
  co_return co_await threads_.run<ports::KeptMail>(std::move(read));
}

}  // namespace elevaite::adapters::mail
