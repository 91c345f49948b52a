/// @file
/// Pages as clients get them: redirections followed, whatever the method.
/// Spec: RFC 9110 §15.4.
#pragma once

#include "check/evidence.hpp"

#include <string>

namespace fingerpost::check {

inline constexpr int page_redirects_max = 5;

struct WebPage {
    Page page = Error{}; ///< Errc::conflict besides: its redirections end nowhere
    std::string url;     ///< where the page came from
    std::string trail;   ///< "302 to https://…; ", for people

    /// Errc::timeout, Errc::unauthorised: nothing is known; also where a server asks for patience.
    bool is_unknown() const;

    /// The server could not be heard: what other checks say of it counts.
    bool is_out_of_reach() const {
        return is_unknown() || (!page && page.error().code != Errc::conflict);
    }

    /// Why there is no such document, "" when there is one: no address, no connection, 404, 410.
    std::string why_absent() const;

    /// "https://… answers 404", "timed out"
    std::string what() const;
};

/// One page, at the addresses of its host: Errc::not_found when it has none.
Page ask(Evidence& evidence, PageQuery query);

/// The method and the body go along. `query.addresses` is filled in here.
WebPage follow(Evidence& evidence, PageQuery query);
WebPage follow(Evidence& evidence, const std::string& url);

} // namespace fingerpost::check
