import { boxKinds } from './box/index.ts';
import { appOptions, userOptions } from './apps/options.ts';
import { ownSignedDocument, signedDocument } from './apps/signed-document.ts';
import { appStorageItem } from './apps/storage-item.ts';
import { appStorageProperty } from './apps/storage-property.ts';
import { appStorageSection } from './apps/storage-section.ts';
import { appStorage } from './apps/storage.ts';
import { bookingClient, bookingLink, waitlistClient, waitlistLink } from './calendar/booking-parts.ts';
import { bookingResourceType } from './calendar/booking-resource-type.ts';
import { bookingResource } from './calendar/booking-resource.ts';
import { booking } from './calendar/booking.ts';
import { companyCalendar } from './calendar/company-section.ts';
import { calendarEvent } from './calendar/event.ts';
import { resourceBooking } from './calendar/resource-booking.ts';
import { calendarResource } from './calendar/resource.ts';
import { calendarSection } from './calendar/section.ts';
import { waitlist } from './calendar/waitlist.ts';
import { basketItem } from './catalog/basket-item.ts';
import { basketProperty } from './catalog/basket-property.ts';
import { cashbox } from './catalog/cashbox.ts';
import { catalog } from './catalog/catalog.ts';
import { deliveryService } from './catalog/delivery-service.ts';
import { extra } from './catalog/extra.ts';
import { measure } from './catalog/measure.ts';
import { orderLink } from './catalog/order-link.ts';
import { orderPayment } from './catalog/order-payment.ts';
import { orderPropertyGroup } from './catalog/order-property-group.ts';
import { orderPropertyRelation } from './catalog/order-property-relation.ts';
import { orderPropertyValue } from './catalog/order-property-value.ts';
import { orderPropertyVariant } from './catalog/order-property-variant.ts';
import { orderProperty } from './catalog/order-property.ts';
import { orderSource } from './catalog/order-source.ts';
import { orderStatusName } from './catalog/order-status-name.ts';
import { orderStatus } from './catalog/order-status.ts';
import { order } from './catalog/order.ts';
import { paySystem } from './catalog/pay-system.ts';
import { paymentItem } from './catalog/payment-item.ts';
import { paymentShipment } from './catalog/payment-shipment.ts';
import { personType } from './catalog/person-type.ts';
import { priceTypeGroup } from './catalog/price-type-group.ts';
import { priceTypeName } from './catalog/price-type-name.ts';
import { priceType } from './catalog/price-type.ts';
import { price } from './catalog/price.ts';
import { productImage } from './catalog/product-image.ts';
import { productOffer } from './catalog/product-offer.ts';
import { productService } from './catalog/product-service.ts';
import { productSku } from './catalog/product-sku.ts';
import { product } from './catalog/product.ts';
import { propertyDisplay } from './catalog/property-display.ts';
import { productPropertyFeature } from './catalog/property-feature.ts';
import { productPropertyValue } from './catalog/property-value.ts';
import { productProperty } from './catalog/property.ts';
import { ratio } from './catalog/ratio.ts';
import { roundingRule } from './catalog/rounding-rule.ts';
import { catalogSection } from './catalog/section.ts';
import { shipmentItem } from './catalog/shipment-item.ts';
import { shipmentPropertyValue } from './catalog/shipment-property-value.ts';
import { shipmentProperty } from './catalog/shipment-property.ts';
import { shipment } from './catalog/shipment.ts';
import { stockDocumentContractor } from './catalog/stock-document-contractor.ts';
import { stockDocumentItem } from './catalog/stock-document-item.ts';
import { stockDocument } from './catalog/stock-document.ts';
import { storeProduct } from './catalog/store-product.ts';
import { store } from './catalog/store.ts';
import { tradePlatform } from './catalog/trade-platform.ts';
import { vat } from './catalog/vat.ts';
import { callFollowup } from './communication/call-followup.ts';
import { call, callTranscript } from './communication/call.ts';
import { chatMessage } from './communication/chat-message.ts';
import { chat } from './communication/chat.ts';
import { feedComment } from './communication/feed-comment.ts';
import { feedPost } from './communication/feed-post.ts';
import { mailMessage } from './communication/mail-message.ts';
import { mailbox } from './communication/mailbox.ts';
import { openLineMessage } from './communication/open-line-message.ts';
import { openLine } from './communication/open-line.ts';
import { activity } from './crm/activity.ts';
import { address } from './crm/address.ts';
import { automatedSolution } from './crm/automated-solution.ts';
import { bankDetail } from './crm/bank-detail.ts';
import { callListItem } from './crm/call-list-item.ts';
import { callList } from './crm/call-list.ts';
import { company } from './crm/company.ts';
import { contact } from './crm/contact.ts';
import { currencyName } from './crm/currency-name.ts';
import { currency } from './crm/currency.ts';
import { customField, customFieldValue } from './crm/custom-field.ts';
import { dealRecurrence } from './crm/deal-recurrence.ts';
import { deal } from './crm/deal.ts';
import { crmDocument, crmDocumentTemplate } from './crm/documents.ts';
import { elementDelivery } from './crm/element-delivery.ts';
import { elementPayment } from './crm/element-payment.ts';
import { funnel } from './crm/funnel.ts';
import { lead } from './crm/lead.ts';
import { logMessage } from './crm/log-message.ts';
import { documentNumerator } from './crm/numerator.ts';
import { oldInvoice } from './crm/old-invoice.ts';
import { productRow } from './crm/product-row.ts';
import { quote } from './crm/quote.ts';
import { requisiteLink } from './crm/requisite-link.ts';
import { requisitePresetField } from './crm/requisite-preset-field.ts';
import { requisitePreset } from './crm/requisite-preset.ts';
import { requisite } from './crm/requisite.ts';
import { smartInvoice } from './crm/smart-invoice.ts';
import { smartProcessFunnel } from './crm/smart-process-funnel.ts';
import { smartProcessItem } from './crm/smart-process-item.ts';
import { smartProcessType } from './crm/smart-process-type.ts';
import { smartProcessStageHistory } from './crm/smart-process-stage-history.ts';
import {
  dealStageHistory,
  invoiceStageHistory,
  leadStageHistory,
  oldInvoiceStageHistory,
} from './crm/stage-history.ts';
import { status } from './crm/status.ts';
import { timelineComment } from './crm/timeline-comment.ts';
import { diskFile } from './drive/file.ts';
import { diskFolder } from './drive/folder.ts';
import { diskStorage } from './drive/storage.ts';
import { diskVersion } from './drive/version.ts';
import { agreement, agreementText } from './other/agreement.ts';
import { documentTemplate, generatedDocument } from './other/documents.ts';
import { eventRecord } from './other/event.ts';
import { generatorNumerator } from './other/generator-numerator.ts';
import { workTime } from './other/work-time.ts';
import { department } from './people/department.ts';
import { groupMember } from './people/group-member.ts';
import { team } from './people/team.ts';
import { userField } from './people/user-field.ts';
import { user } from './people/user.ts';
import { workgroup } from './people/workgroup.ts';
import { bpAssignment } from './processes/assignment.ts';
import { bpInstance } from './processes/instance.ts';
import { listElement } from './processes/list-element.ts';
import { listField } from './processes/list-field.ts';
import { listSection } from './processes/list-section.ts';
import { universalList } from './processes/list.ts';
import { rpaItem } from './processes/rpa-item.ts';
import { rpaStage, rpaTimeline } from './processes/rpa-parts.ts';
import { rpaType } from './processes/rpa-type.ts';
import { bpTemplate } from './processes/template.ts';
import { pageBlock } from './sites/block.ts';
import { noteCollection } from './sites/note-collection.ts';
import { noteTree, noteDocument } from './sites/note-document.ts';
import { page } from './sites/page.ts';
import { site } from './sites/site.ts';
import { checklistItem } from './tasks/checklist-item.ts';
import { elapsedTime } from './tasks/elapsed-time.ts';
import { epic } from './tasks/epic.ts';
import { scrumTask } from './tasks/scrum-task.ts';
import { backlog, sprintStage } from './tasks/scrum.ts';
import { sprint } from './tasks/sprint.ts';
import { taskComment } from './tasks/task-comment.ts';
import { taskField } from './tasks/task-field.ts';
import { taskFlow } from './tasks/task-flow.ts';
import { taskHistory } from './tasks/task-history.ts';
import { taskResult } from './tasks/task-result.ts';
import { taskStage } from './tasks/task-stage.ts';
import { taskTemplate } from './tasks/task-template.ts';
import { task } from './tasks/task.ts';
import { templateChecklistItem } from './tasks/template-checklist.ts';
import { withFilesInTexts } from './texts.ts';
import type { Kind, KindId } from './kind.ts';
import { poll } from './communication/poll.ts';
import { timelineNote } from './crm/timeline-note.ts';

/** All that bye24 knows of a portal, in the order in which people look for it. */
export const kinds: readonly Kind[] = [
  [user, department, workgroup, userField, team, groupMember],
  [
    lead,
    deal,
    contact,
    company,
    quote,
    smartInvoice,
    smartProcessType,
    smartProcessItem,
    automatedSolution,
    activity,
    timelineComment,
    timelineNote,
    logMessage,
    requisite,
    bankDetail,
    address,
    requisitePreset,
    funnel,
    status,
    customField,
    customFieldValue,
    currency,
    currencyName,
    callList,
    callListItem,
    crmDocumentTemplate,
    crmDocument,
    documentNumerator,
    elementDelivery,
    elementPayment,
    oldInvoice,
    dealRecurrence,
    productRow,
    requisiteLink,
    requisitePresetField,
    smartProcessFunnel,
    leadStageHistory,
    dealStageHistory,
    invoiceStageHistory,
    oldInvoiceStageHistory,
    smartProcessStageHistory,
  ],
  [
    task,
    checklistItem,
    elapsedTime,
    taskResult,
    taskComment,
    taskTemplate,
    taskFlow,
    taskField,
    epic,
    sprint,
    sprintStage,
    backlog,
    scrumTask,
    taskHistory,
    taskStage,
    templateChecklistItem,
  ],
  [diskStorage, diskFolder, diskFile, diskVersion],
  [
    call,
    callTranscript,
    callFollowup,
    chat,
    openLine,
    mailbox,
    chatMessage,
    feedComment,
    feedPost,
    poll,
    mailMessage,
    openLineMessage,
  ],
  [
    calendarResource,
    resourceBooking,
    booking,
    bookingResource,
    bookingResourceType,
    waitlist,
    bookingClient,
    bookingLink,
    waitlistClient,
    waitlistLink,
    companyCalendar,
    calendarEvent,
    calendarSection,
  ],
  [
    bpTemplate,
    bpInstance,
    bpAssignment,
    rpaType,
    listElement,
    listField,
    listSection,
    universalList,
    rpaItem,
    rpaStage,
    rpaTimeline,
  ],
  [
    catalog,
    price,
    priceType,
    vat,
    measure,
    ratio,
    roundingRule,
    productProperty,
    productPropertyValue,
    store,
    storeProduct,
    stockDocument,
    stockDocumentItem,
    order,
    basketItem,
    orderPayment,
    shipment,
    orderPropertyValue,
    orderProperty,
    personType,
    orderStatus,
    paySystem,
    deliveryService,
    orderLink,
    productImage,
    productOffer,
    productService,
    productSku,
    product,
    catalogSection,
    basketProperty,
    cashbox,
    extra,
    orderPropertyGroup,
    orderPropertyVariant,
    paymentItem,
    priceTypeGroup,
    productPropertyFeature,
    shipmentItem,
    shipmentPropertyValue,
    tradePlatform,
    orderSource,
    paymentShipment,
    shipmentProperty,
    orderStatusName,
    orderPropertyRelation,
    priceTypeName,
    propertyDisplay,
    stockDocumentContractor,
  ],
  [pageBlock, noteCollection, noteTree, noteDocument, page, site],
  [eventRecord, agreement, agreementText, documentTemplate, generatedDocument, generatorNumerator, workTime],
  [
    appStorage,
    appStorageSection,
    appStorageItem,
    appStorageProperty,
    appOptions,
    userOptions,
    signedDocument,
    ownSignedDocument,
  ],
]
  .flat()
  .map(withFilesInTexts);

/** All that an archive may hold: what REST gives, and what only the tables of a box do. */
export const archivedKinds: readonly Kind[] = [...kinds, ...boxKinds];

const byId = new Map(archivedKinds.map((kind) => [kind.id, kind]));

/** The kind of this name, or undefined when there is none. */
export function kindById(id: KindId): Kind | undefined {
  return byId.get(id);
}
