/// @file
/// Answers a mail client: parse, look up, render. The whole way of a discovery request is here.
#pragma once

#include "app/profile_signing.hpp"
#include "base/message.hpp"
#include "base/snapshot.hpp"
#include "catalog/catalog.hpp"
#include "protocol/protocol.hpp"

namespace fingerpost::app {

class Discovery {
public:
    /// Both must outlive the handler. `time_of_day` is asked when a document tells the time.
    Discovery(
        const Snapshot<Catalog>& catalog,
        ProfileSigning& signing,
        std::function<protocol::TimeOfDay()> time_of_day
    );

    /// 404 for a path that is no discovery document, 405 for a method it does not take.
    Reply operator()(const Request& request) const;

private:
    struct Answer {
        Response response;
        std::string to_sign; ///< the key of a profile that is not signed yet, or ""
    };
    Answer answer(const protocol::Protocol& protocol, const Request& request) const;

    const Snapshot<Catalog>& catalog_;
    ProfileSigning& signing_;
    std::function<protocol::TimeOfDay()> time_of_day_;
};

} // namespace fingerpost::app
