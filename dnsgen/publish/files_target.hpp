/// @file
/// Zones that a BIND reads from files of ours: looked at and changed on disk, then reloaded once.
#pragma once

#include "publish/export.hpp"
#include "publish/target.hpp"

#include <functional>
#include <string>
#include <vector>

namespace fingerpost::publish {

struct FilesSettings {
    ExportSettings to;               ///< format "bind-zone" or "bind-snippet"
    std::vector<std::string> reload; ///< an absolute path and arguments; empty: nobody is told
};

class FilesTarget final : public Target {
public:
    /// `published` gives all domains that have files; whole zones get stanzas from them.
    FilesTarget(FilesSettings settings, std::function<std::vector<std::string>()> published);

    /// From the domain's file, where other answers than those of a name server are known at once.
    boost::asio::awaitable<Observed>
    observe(std::string domain, std::vector<Question> questions) override;

    /// `ignored`: the files are there, but the name server was not made to read them.
    boost::asio::awaitable<std::vector<PushResult>> apply(std::vector<DomainPlan> plans) override;

private:
    Result<RRsets> read(const std::string& domain) const;
    Result<bool>
    write(const std::vector<DomainPlan>& plans, std::vector<PushResult>& results) const;
    Result<bool> write_stanzas(const std::vector<DomainPlan>& plans) const;
    Result<void> reload() const;

    FilesSettings settings_;
    std::function<std::vector<std::string>()> published_;
};

} // namespace fingerpost::publish
