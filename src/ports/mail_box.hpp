// The mails that went into files instead of to a mail server, to be looked at.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/task.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"

namespace elevaite::ports {

struct KeptMail {
  std::string id;
  Instant at;
  std::string from;
  std::vector<std::string> to;
  std::vector<std::string> cc;
  std::string subject;
  std::string text;
  std::string html;
};

class MailBox {
 public:
  virtual ~MailBox() = default;
  struct Page {
    std::vector<KeptMail> mails;
    std::string next;  // where the next page begins; empty: this was the last one
  };
  // The tenant's own, newest first. `from`: Page::next of the page before, or empty. Never
  // another tenant's, nor the platform's own.
  virtual Task<Result<Page>> list(model::TenantId tenant_id, std::string from,
                                  std::size_t limit) = 0;
  // not_found, also for another tenant's.
  virtual Task<Result<KeptMail>> get(model::TenantId tenant_id, std::string id) = 0;
};

}  // namespace elevaite::ports
