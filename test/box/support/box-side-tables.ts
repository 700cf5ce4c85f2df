import { tradeColumns } from './box-tables-goods.ts';

/** Tables that hold parts of records. */
export const sideTables: Readonly<Record<string, string>> = {
  b_lang: 'LID char(2)\nDEF char(1)\nDIR varchar(50)\nSERVER_NAME varchar(255)\nCULTURE_ID int',
  b_blog_comment: 'ID int\nPOST_ID int\nAUTHOR_ID int\nDATE_CREATE moment\nPOST_TEXT text',
  b_utm_blog_post: 'ID int\nVALUE_ID int\nFIELD_ID int\nVALUE text\nVALUE_INT int',
  b_utm_blog_comment: 'ID int\nVALUE_ID int\nFIELD_ID int\nVALUE text\nVALUE_INT int',
  b_utm_calendar_event: 'ID int\nVALUE_ID int\nFIELD_ID int\nVALUE text\nVALUE_INT int',
  b_culture: 'ID int\nFORMAT_DATE varchar(50)\nFORMAT_DATETIME varchar(50)',
  b_iblock_fields: 'IBLOCK_ID int\nFIELD_ID varchar(50)\nIS_REQUIRED char(1)\nDEFAULT_VALUE text',
  b_iblock_property: `ID int
    IBLOCK_ID int
    NAME varchar(255)
    CODE varchar(50)
    DEFAULT_VALUE text
    PROPERTY_TYPE char(1)
    ROW_COUNT int
    COL_COUNT int
    MULTIPLE char(1)
    LINK_IBLOCK_ID int
    IS_REQUIRED char(1)
    USER_TYPE varchar(255)
    USER_TYPE_SETTINGS text
    ACTIVE char(1)
    SORT int
    LIST_TYPE char(1)
    MULTIPLE_CNT int
    SEARCHABLE char(1)
    FILTRABLE char(1)
    FILE_TYPE varchar(200)
    HINT varchar(255)
    WITH_DESCRIPTION char(1)
    XML_ID varchar(100)
    TIMESTAMP_X moment`,
  b_catalog_product: tradeColumns,
  b_iblock_property_enum: 'ID int\nPROPERTY_ID int\nVALUE varchar(255)\nDEF char(1)\nSORT int\nXML_ID varchar(200)',
  b_iblock_element_property: `ID int
    IBLOCK_PROPERTY_ID int
    IBLOCK_ELEMENT_ID int
    VALUE text
    VALUE_ENUM int
    VALUE_NUM decimal(18,4)`,
  b_option: 'MODULE_ID varchar(50)\nNAME varchar(100)\nVALUE text',
  b_user_field_lang: `USER_FIELD_ID int
    LANGUAGE_ID char(2)
    EDIT_FORM_LABEL varchar(255)
    LIST_COLUMN_LABEL varchar(255)
    LIST_FILTER_LABEL varchar(255)
    ERROR_MESSAGE varchar(255)
    HELP_MESSAGE varchar(255)`,
  b_user_field_enum: 'ID int\nUSER_FIELD_ID int\nVALUE varchar(255)\nDEF char(1)\nSORT int\nXML_ID varchar(255)',
  b_uts_user: 'VALUE_ID int\nUF_EMPLOYMENT_DATE day\nUF_PHONE_INNER varchar(255)',
  b_utm_user: 'ID int\nVALUE_ID int\nFIELD_ID int\nVALUE text\nVALUE_INT int',
  b_uts_iblock_3_section: 'VALUE_ID int\nUF_HEAD int',
  b_crm_entity_contact: 'ENTITY_TYPE_ID int\nENTITY_ID int\nCONTACT_ID int',
  b_crm_entity_relation: 'SRC_ENTITY_TYPE_ID int\nSRC_ENTITY_ID int\nDST_ENTITY_TYPE_ID int\nDST_ENTITY_ID int',
  b_crm_quote_contact: 'QUOTE_ID int\nCONTACT_ID int',
  b_crm_product_row_reservation: 'ROW_ID int\nSTORE_ID int',
  b_crm_act_comm: `ID int
    ACTIVITY_ID int
    TYPE varchar(64)
    VALUE varchar(256)
    ENTITY_ID int
    ENTITY_TYPE_ID int
    ENTITY_SETTINGS php`,
  b_crm_act_elem: 'ACTIVITY_ID int\nSTORAGE_TYPE_ID int\nELEMENT_ID int',
  b_crm_timeline_bind: 'OWNER_ID int\nENTITY_ID int\nENTITY_TYPE_ID int',
  b_uts_crm_invoice: 'VALUE_ID int\nUF_DEAL_ID int\nUF_COMPANY_ID int\nUF_CONTACT_ID int',
  b_tasks_member: 'TASK_ID int\nUSER_ID int\nTYPE char(1)',
  b_tasks_label: 'ID int\nNAME varchar(255)',
  b_tasks_task_tag: 'TAG_ID int\nTASK_ID int',
  b_tasks_task_chat: 'TASK_ID int\nCHAT_ID int',
  b_tasks_flow_task: 'TASK_ID int\nFLOW_ID int',
  b_uts_tasks_task: 'VALUE_ID int\nUF_MAIL_MESSAGE int',
  b_utm_tasks_task: 'ID int\nVALUE_ID int\nFIELD_ID int\nVALUE text\nVALUE_INT int',
  b_tasks_checklist_items_tree: 'PARENT_ID int\nCHILD_ID int\nLEVEL smallint',
  b_tasks_checklist_items_member: 'ID int\nITEM_ID int\nUSER_ID int\nTYPE char(1)',
  b_tasks_template_chl_item_tree: 'PARENT_ID int\nCHILD_ID int\nLEVEL smallint',
  b_utm_tasks_task_template: 'ID int\nVALUE_ID int\nFIELD_ID int\nVALUE text\nVALUE_INT int',
  b_im_relation: 'ID int\nCHAT_ID int\nUSER_ID int',
  b_im_message_param: 'ID int\nMESSAGE_ID int\nPARAM_NAME varchar(100)\nPARAM_VALUE varchar(100)\nPARAM_JSON text',
  b_im_message_uuid: 'UUID varchar(36)\nMESSAGE_ID int',
  b_bp_workflow_state: `ID varchar(32)
    MODULE_ID varchar(32)
    ENTITY varchar(64)
    DOCUMENT_ID varchar(128)
    WORKFLOW_TEMPLATE_ID int
    STATE varchar(128)
    STATE_TITLE varchar(255)
    MODIFIED moment
    STARTED moment
    STARTED_BY int`,
  b_bp_task_user: 'ID int\nUSER_ID int\nTASK_ID int\nSTATUS int',
  b_disk_attached_object: 'ID int\nOBJECT_ID int',
  b_file: `ID int
    MODULE_ID varchar(50)
    FILE_SIZE bigint
    CONTENT_TYPE varchar(255)
    SUBDIR varchar(255)
    FILE_NAME varchar(255)
    ORIGINAL_NAME varchar(255)
    HANDLER_ID varchar(50)
    TIMESTAMP_X moment`,
};
