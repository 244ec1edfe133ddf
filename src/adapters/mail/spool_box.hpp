// Reads what the spool holds. Beside the mails lies an index, tenants/<tenant>/<instant>-<id>, of
// hard links: a page is read without opening what others sent.
#pragma once
#include <filesystem>

#include "core/thread_pool.hpp"
#include "ports/mail_box.hpp"

namespace elevaite::adapters::mail {

// Enters a mail that is complete into the index; again changes nothing. Blocks.
Result<void> index_mail(const std::filesystem::path& spool, const std::string& id);

class SpoolBox final : public ports::MailBox {
 public:
  explicit SpoolBox(std::filesystem::path spool) : spool_(std::move(spool)) {}

  Task<Result<Page>> list(model::TenantId tenant_id, std::string from, std::size_t limit) override;
  Task<Result<ports::KeptMail>> get(model::TenantId tenant_id, std::string id) override;

 private:
  Result<Page> read_page(model::TenantId tenant_id, const std::string& from,
                         std::size_t limit) const;
  Result<ports::KeptMail> read_mail(model::TenantId tenant_id, const std::string& id) const;

  std::filesystem::path spool_;
  ThreadPool threads_{1, 64};
};

}  // namespace elevaite::adapters::mail
