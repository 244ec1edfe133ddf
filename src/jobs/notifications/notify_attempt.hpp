// One attempt to bring a delivery to where it goes.
#pragma once
#include "jobs/notifications/notify_job.hpp"

namespace elevaite::jobs {

struct Attempted {
  DeliveryAttempt attempt;
  bool is_final = false;  // trying again would not help
  bool is_gone = false;   // the endpoint wants no more
  std::optional<Duration> retry_after{};

  bool succeeded() const { return attempt.error.empty(); }
};

// Never an error of the receiver's; errors are those of the database.
Task<Result<Attempted>> attempt_webhook(NotifyServices services, NotificationDelivery delivery,
                                        Duration timeout);
Task<Result<Attempted>> attempt_mail(NotifyServices services, NotificationDelivery delivery);
Task<Result<Attempted>> attempt_slack(NotifyServices services, NotificationDelivery delivery);

}  // namespace elevaite::jobs
