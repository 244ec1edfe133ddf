#include "identity/admission.hpp"

namespace elevaite::identity {

Task<Result<Admitted>> Admission::sign_in(SignIn request) {
  auto wanted = request.tenant_id;
  auto device = request.device;
  CO_TRY(auto user_id, co_await accounts_.authenticate(std::move(request)));
  Proof by_password;
  co_return co_await enter(user_id, wanted, std::move(by_password), std::move(device));
}

Task<Result<Admitted>> Admission::open(Membership tenant, model::UserId user_id, Proof proof,
                                       Device device) {
  Admitted admitted;
  CO_TRY(admitted.signed_in, co_await sessions_.open(tenant.tenant_id, user_id, tenant.role,
                                                     std::move(device), std::move(proof)));
  co_return admitted;
}

Task<Result<Admitted>> Admission::enter(model::UserId user_id,
                                        std::optional<model::TenantId> wanted, Proof proof,
                                        Device device) {
  CO_TRY(auto tenant, co_await accounts_.choose_tenant(user_id, wanted));
  CO_TRY(auto policy, co_await policies_.of(tenant.tenant_id));
  CO_TRY(auto factor, co_await factors_.state_of(user_id));
  bool is_asked_for = factor.is_enrolled || policy.requires_second_factor;
  if (proof.has_second_factor || !is_asked_for) {
    co_return co_await open(std::move(tenant), user_id, std::move(proof), std::move(device));
  }
  PendingSignIn pending;
  pending.user_id = user_id;
  pending.tenant_id = tenant.tenant_id;
  pending.provider = std::move(proof.provider);
  pending.enrols = !factor.is_enrolled;
  Admitted admitted;
  CO_TRY(admitted.challenge, co_await challenges_.issue(std::move(pending)));
  co_return admitted;
}

Task<Result<Admitted>> Admission::answer(std::string token, std::string code, Device device) {
  CO_TRY(auto pending, co_await challenges_.take_try(token));
  std::vector<std::string> recovery_codes;
  if (pending.enrols) {
    CO_TRY(recovery_codes, co_await factors_.confirm(pending.user_id, std::move(code)));
  } else {
    CO_CHECK(co_await factors_.verify(pending.user_id, std::move(code)));
  }
  CO_CHECK(co_await challenges_.finish(std::move(token)));
  CO_TRY(auto tenant, co_await accounts_.choose_tenant(pending.user_id, pending.tenant_id));
  Proof proof;
  proof.provider = std::move(pending.provider);
  proof.has_second_factor = true;
  CO_TRY(auto admitted,
         co_await open(std::move(tenant), pending.user_id, std::move(proof), std::move(device)));
  admitted.recovery_codes = std::move(recovery_codes);
  co_return admitted;
}

Task<Result<Enrolment>> Admission::enrol(std::string token) {
  CO_TRY(auto pending, co_await challenges_.look(std::move(token)));
  if (!pending.enrols) {
    co_return Error{ErrorCode::conflict, "You have a second factor. Enter its code.",
                    "already_enrolled"};
  }
  co_return co_await factors_.begin(pending.user_id);
}

Task<Result<Admitted>> Admission::switch_tenant(model::Principal principal,
                                                model::TenantId tenant_id, Device device) {
  CO_TRY(auto tenant, co_await accounts_.choose_tenant(principal.user_id, tenant_id));
  CO_TRY(auto proof, co_await sessions_.proof_of(principal.session_id));
  CO_TRY(auto policy, co_await policies_.of(tenant_id));
  if (policy.requires_second_factor && !proof.has_second_factor) {
    co_return Error{ErrorCode::permission_denied,
                    "This tenant asks for a second factor, and this session began without one. "
                    "Sign out, and sign in to it.",
                    "second_factor_required"};
  }
  co_return co_await open(std::move(tenant), principal.user_id, std::move(proof),
                          std::move(device));
}

}  // namespace elevaite::identity
