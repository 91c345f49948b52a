/// @file
/// Answers a mail client: parse, look up, ask who it is where a directory knows, render. The whole
/// way of a discovery request is here.
#pragma once

#include "app/profile_signing.hpp"
#include "base/handler.hpp"
#include "base/snapshot.hpp"
#include "catalog/catalog.hpp"
#include "directory/directory.hpp"
#include "protocol/protocol.hpp"

namespace fingerpost::app {

/// For a coroutine that needs the response itself.
boost::asio::awaitable<Response> waited_for(Reply reply);

class Discovery {
public:
    /// All must outlive the handler. `time_of_day` is asked when a document tells the time.
    Discovery(
        const Snapshot<Catalog>& catalog,
        directory::Directory& directory,
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
    struct Asked {
        Result<protocol::Question> question;
        std::shared_ptr<const Catalog> catalog; ///< kept alive for this request
        std::vector<protocol::Found> found = {};
    };
    Asked ask(const protocol::Protocol& protocol, const Request& request) const;
    /// After the directories of all found were asked who they are.
    boost::asio::awaitable<Response>
    answer_known(const protocol::Protocol& protocol, Request request) const;
    Answer
    answer(const protocol::Protocol& protocol, const Request& request, const Asked& asked) const;

    const Snapshot<Catalog>& catalog_;
    directory::Directory& directory_;
    ProfileSigning& signing_;
    std::function<protocol::TimeOfDay()> time_of_day_;
};

} // namespace fingerpost::app
