#include "history/archive.hpp"

namespace fingerpost::history {

const Archive& archive_for(const Window& window) {
    const auto* chosen = &archives.back();
    bool fine_enough = false;
    for (auto archive = archives.rbegin(); archive != archives.rend() && !fine_enough; ++archive) {
        if (window.from < window.now - archive->span()) break; // the finer ones reach less far
        chosen = &*archive;
        fine_enough = archive->step * window.points <= window.to - window.from;
    }
    return *chosen;
}

} // namespace fingerpost::history
