/* The form of a need, of a service or resource, or of a provider: list-edit. */
#ifndef YZ_UI_SCREENS_LIST_EDIT_H
#define YZ_UI_SCREENS_LIST_EDIT_H

#include "ui/ui.h"

/* A new one (`kind` YZ_NEED, YZ_OFFER, YZ_PROVIDER); `list` of an offer: offer_list. */
void yz_list_edit_new(struct yz_ui *ui, enum yz_kind_id kind, int32_t list);

#endif
