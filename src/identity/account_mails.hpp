// What the platform writes to people about their accounts. Anybody may cause a mail to any address,
// so what it says is ours alone: none repeats what somebody typed in, except an invitation, which
// says who invites where in words that cannot hold a link.
#pragma once
#include <string>
#include <string_view>

#include "ports/services.hpp"

namespace elevaite::identity {

// `origin`: of the Auth App, where the links lead. Tokens are behind the '#', which browsers keep
// to themselves: no server, proxy or Referer ever has them.
ports::Mail verification_mail(std::string email, std::string_view code, std::string_view origin,
                              std::string_view token);
// To an address that signs up …
ports::Mail sign_up_mail(std::string email, std::string_view code);
// … and to one that has an account already: only its owner may know.
ports::Mail sign_up_tried_mail(std::string email, std::string_view origin);
ports::Mail password_reset_mail(std::string email, std::string_view origin, std::string_view token);
ports::Mail password_changed_mail(std::string email, std::string_view origin);
// To the address that is to be …
ports::Mail new_address_mail(std::string email, std::string_view origin, std::string_view token);
// … and to the one that was.
ports::Mail old_address_mail(std::string email, std::string_view next, std::string_view origin,
                             std::string_view token);
// To an address that has an account already: only its owner may know.
ports::Mail address_taken_mail(std::string email, std::string_view origin);
ports::Mail invitation_mail(std::string email, std::string_view tenant, std::string_view inviter,
                            std::string_view origin, std::string_view token);
ports::Mail address_changed_mail(std::string email, std::string_view next);

}  // namespace elevaite::identity
